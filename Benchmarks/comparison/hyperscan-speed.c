/* Hyperscan on the same messages: `hyperscan-speed TEXTS`, asked like engine-speed:
 *
 *     version
 *     phrases SECONDS FILE
 *
 * One scan a message, UTF-8, every occurrence of every phrase reported, the literal interface, no start offsets: what
 * suits Hyperscan best. Built where libhyperscan-dev is installed:
 * cc -O2 hyperscan-speed.c $(pkg-config --cflags --libs libhs)
 */
#define _GNU_SOURCE
#include <hs.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct lines {
  char *bytes;
  char **starts;
  size_t *lengths;
  unsigned *ids;
  unsigned *flags;
  size_t count;
};

static void fail(const char *what) {
  fprintf(stderr, "hyperscan-speed: %s\n", what);
  exit(2);
}

static void *reserve(size_t count, size_t size) {
  void *block = calloc(count + 1, size);
  if (block == NULL) fail("no memory");
  return block;
}

/* The lines of a file that are not empty. */
static struct lines read_lines(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) fail("cannot read the file");
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  struct lines lines = {0};
  lines.bytes = reserve((size_t)size, 1);
  if (fread(lines.bytes, 1, (size_t)size, file) != (size_t)size) fail("cannot read the file");
  fclose(file);
  size_t capacity = 1;
  for (long at = 0; at < size; at++) capacity += lines.bytes[at] == '\n';
  lines.starts = reserve(capacity, sizeof *lines.starts);
  lines.lengths = reserve(capacity, sizeof *lines.lengths);
  lines.ids = reserve(capacity, sizeof *lines.ids);
  lines.flags = reserve(capacity, sizeof *lines.flags);
  for (char *at = lines.bytes, *end = lines.bytes + size; at < end;) {
    char *stop = memchr(at, '\n', (size_t)(end - at));
    if (stop == NULL) stop = end;
    if (stop > at) {
      lines.starts[lines.count] = at;
      lines.lengths[lines.count] = (size_t)(stop - at);
      lines.ids[lines.count] = (unsigned)lines.count;
      lines.count++;
    }
    *stop = 0;
    at = stop + 1;
  }
  return lines;
}

static double thread_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *count) {
  (void)id, (void)from, (void)to, (void)flags;
  ++*(unsigned long long *)count;
  return 0;
}

static hs_database_t *compile(const char *path) {
  struct lines phrases = read_lines(path);
  hs_database_t *database = NULL;
  hs_compile_error_t *error = NULL;
  if (hs_compile_lit_multi((const char *const *)phrases.starts, phrases.flags, phrases.ids, phrases.lengths,
          (unsigned)phrases.count, HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS) {
    fail(error != NULL ? error->message : "cannot compile");
  }
  return database;
}

static void measure(
    const struct lines *messages, const hs_database_t *database, hs_scratch_t *scratch, double seconds) {
  unsigned long long count = 0;
  double end = thread_seconds() + seconds, best = HUGE_VAL;
  do {
    double start = thread_seconds(), taken = 0;
    int passes = 0;
    do {
      count = 0;
      for (size_t index = 0; index < messages->count; index++) {
        hs_scan(database, messages->starts[index], (unsigned)messages->lengths[index], 0, scratch, on_match, &count);
      }
      passes++;
      taken = thread_seconds() - start;
    } while (taken < 0.05);
    if (taken / passes < best) best = taken / passes;
  } while (thread_seconds() < end);
  printf("{\"seconds\":%.9g,\"count\":%llu}\n", best, count);
}

int main(int argc, char **argv) {
  if (argc != 2) fail("usage: hyperscan-speed TEXTS < REQUESTS");
  struct lines messages = read_lines(argv[1]);
  struct { char path[4096]; hs_database_t *database; } known[16];
  int count = 0;
  hs_scratch_t *scratch = NULL;
  char line[8192];
  while (fgets(line, sizeof line, stdin) != NULL) {
    char path[4096];
    double seconds = 0;
    if (strncmp(line, "version", 7) == 0) {
      printf("\"%s\"\n", hs_version());
    } else if (sscanf(line, "phrases %lf %4095[^\n]", &seconds, path) == 2) {
      int at = 0;
      while (at < count && strcmp(known[at].path, path) != 0) at++;
      if (at == count) {
        if (count == (int)(sizeof known / sizeof *known)) fail("too many lists");
        strcpy(known[at].path, path);
        known[at].database = compile(path);
        if (hs_alloc_scratch(known[at].database, &scratch) != HS_SUCCESS) fail("no memory");
        count++;
      }
      measure(&messages, known[at].database, scratch, seconds);
    } else {
      printf("{\"error\":\"unknown request\"}\n");
    }
    fflush(stdout);
  }
  return 0;
}
