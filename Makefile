# Everything that people type. `make` alone says what there is.
ADDR  ?= 127.0.0.1:8080
DATA  ?= .local
STAGE ?= dev
ARCH  ?= arm64
GO    ?= go

# Build products and tools live in folders that git ignores.
BIN  := build
LINT := build/lint

.DEFAULT_GOAL := help
.PHONY: help run test lint bench build deploy token organization screenshots tools browser office

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: tools ## run the whole product on this machine: http://127.0.0.1:8080
	@$(GO) build -o $(BIN)/local ./functions/local
	@exec $(BIN)/local -addr $(ADDR) -data $(DATA)

test: tools browser office lint ## run everything that proves it works
	$(GO) test -timeout 20m ./...

lint: ## vet, staticcheck, and AWS's own linter on the template
	@test -z "$$(gofmt -l functions internal)" || { gofmt -l functions internal; echo 'run gofmt -w on these'; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	@test -x $(LINT)/bin/cfn-lint || { python3 -m venv $(LINT) && $(LINT)/bin/pip install -q --disable-pip-version-check -r .ci/lint-requirements.txt; }
	$(LINT)/bin/cfn-lint template.yaml

bench: tools ## measure the figures we are held to, each beside its target
	$(GO) test -run '^$$' -bench . -benchtime 1s ./internal/access ./internal/gateway
	$(GO) test -count=1 -v -run '^TestBench' ./internal/bench -bench-table

screenshots: tools browser ## take the pictures of README and docs/walkthroughs again: make screenshots [ONLY=LEX1]
	$(GO) test -count=1 -timeout 30m -run '$(ONLY)' ./internal/journeys -docs

token: ## print an API token of somebody local: make token AS=claire@cabinet.example
	@test -n "$(AS)" || { echo 'make token AS=someone@…'; exit 2; }
	@curl -fsS -X POST --data-urlencode 'as=$(AS)' http://$(ADDR)/_local/token

# A LANGUAGE that the machine itself has set is not meant.
SPOKEN = $(if $(filter command,$(origin LANGUAGE)),$(LANGUAGE),fr)

organization: ## make an organisation: make organization NAME='…' ADMIN=mail [LANGUAGE=fr ZONE=Europe/Paris]
	@test -n "$$NAME" && test -n "$$ADMIN" || { echo "make organization NAME='…' ADMIN=mail"; exit 2; }
	@set -a; test -n "$$TABLE" || . '$(abspath $(DATA))/env'; set +a; \
	$(GO) run ./functions/organization -name "$$NAME" -admin "$$ADMIN" -lang '$(SPOKEN)' -zone "$${ZONE:-Europe/Paris}"

build: ## build the functions for AWS
	sam build --config-env $(STAGE)

deploy: ## deploy one environment: make build deploy STAGE=dev
	sam deploy --config-env $(STAGE)

# What `sam build` calls, one a function; tests call it for their own ARCH.
bootstrap = GOOS=linux GOARCH=$(ARCH) CGO_ENABLED=0 $(GO) build -trimpath -tags lambda.norpc -ldflags='-s -w' -o $(ARTIFACTS_DIR)/bootstrap ./functions/$(1)
build-ApiFunction: ; $(call bootstrap,api)
build-PortalFunction: ; $(call bootstrap,portal)
build-MailerFunction: ; $(call bootstrap,mailer)
build-RemindersFunction: ; $(call bootstrap,reminders)
build-FeedbackFunction: ; $(call bootstrap,feedback)
build-IntakeFunction: ; $(call bootstrap,intake)

# The DynamoDB engine and axe, pinned by package-lock.json, and the S3 store,
# which its own module pins. Its name says its version: another is built anew.
S3 := $(BIN)/versitygw-v1.8.0
tools: node_modules/.package-lock.json $(S3)
node_modules/.package-lock.json: package.json package-lock.json
	@command -v npm >/dev/null || { echo 'npm is missing: install Node.js with npm'; exit 1; }
	npm ci --no-audit --no-fund
	@touch $@
$(S3):
	@echo 'building the local S3 store: a minute or two, once'
	@GOOS= GOARCH= GOFLAGS= GOBIN=$(CURDIR)/$(BIN)/fresh $(GO) install -trimpath -ldflags='-s -w' github.com/versity/versitygw/cmd/versitygw@$(lastword $(subst -, ,$@))
	@mv $(BIN)/fresh/versitygw $@ && rmdir $(BIN)/fresh

# The browser that the journeys are walked in.
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	{ test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	{ echo 'a browser is missing: install chromium'; exit 1; }

# The office that opens documents which were made from templates: its word
# processor without a window, 86 MB to fetch.
office:
	@command -v soffice >/dev/null || \
	{ test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui >/dev/null; } || \
	{ echo 'LibreOffice is missing: install libreoffice-writer-nogui'; exit 1; }
