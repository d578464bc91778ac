// Tells ThreadSanitizer of the slow ways of Swift's Mutex, which are in the standard library, where it does not look: without
// this every lock that somebody had to wait for seems to be none. Linked into the tests with --wrap by scripts/sanitize.sh.
#include <stdint.h>

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define HANDLE __attribute__((swift_context)) void *handle

void __tsan_acquire(void *address);
void __tsan_release(void *address);

__attribute__((swiftcall)) void real_lock(uint32_t thread, HANDLE) __asm__("__real_" LOCK_SLOW);
__attribute__((swiftcall)) void real_unlock(HANDLE) __asm__("__real_" UNLOCK_SLOW);
__attribute__((swiftcall)) void wrapped_lock(uint32_t thread, HANDLE) __asm__("__wrap_" LOCK_SLOW);
__attribute__((swiftcall)) void wrapped_unlock(HANDLE) __asm__("__wrap_" UNLOCK_SLOW);

__attribute__((swiftcall)) void wrapped_lock(uint32_t thread, HANDLE) {
  real_lock(thread, handle);
  __tsan_acquire(handle);
}

__attribute__((swiftcall)) void wrapped_unlock(HANDLE) {
  __tsan_release(handle);
  real_unlock(handle);
}
