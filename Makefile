# Everything a stranger needs: make demo, make test. Each says what it installs and installs only what is missing.
.PHONY: demo test lint golden docs schema setup build release clean sanitize fuzz

SWIFT ?= swift
OUT ?= out

setup:
	@scripts/setup.sh

build: setup
	$(SWIFT) build

release: setup
	$(SWIFT) build -c release --product zhijian

# Scores the shipped transcripts: a summary on the terminal, an HTML report in out/.
demo: release
	@mkdir -p $(OUT)
	$$($(SWIFT) build -c release --show-bin-path)/zhijian score fixtures/transcripts \
	  --format text --format html --output - --output $(OUT)/report.html
	@echo
	@echo "HTML: $(OUT)/report.html"

# The tests of the command run the program that is shipped, which starts faster than a build for debugging.
test: release
	ZHIJIAN="$$($(SWIFT) build -c release --show-bin-path)/zhijian" $(SWIFT) test

# The tests with AddressSanitizer, then with ThreadSanitizer; takes forty minutes on two cores.
sanitize: setup
	scripts/sanitize.sh

# Coverage-guided tests of what reads foreign bytes: each target for SECONDS.
SECONDS ?= 60
fuzz: setup
	scripts/fuzz.sh $(SECONDS) $(TARGETS)

lint: setup
	scripts/lint.sh

# Writes the expected outputs anew; look at the difference before committing it.
golden: release
	scripts/golden.sh

# Pages that are generated from the sources.
docs: release
	scripts/docs.sh

# The schema of rules before check-jsonschema and jsonschema (PyPI).
schema:
	scripts/schema.sh

clean:
	rm -rf .build .build-asan .build-tsan Fuzz/.build $(OUT)
