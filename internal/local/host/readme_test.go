package host_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"tierce/internal/local/host"
)

const root = "../../.."

// transcript is what README.md tells people to type.
func transcript(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, opened := strings.Cut(string(page), "<!-- transcript -->\n```sh\n")
	block, _, closed := strings.Cut(rest, "```\n<!-- /transcript -->")
	if !opened || !closed {
		t.Fatal("README.md has no transcript")
	}
	return block
}

// The README's transcript, typed as it stands while the product runs: a token,
// a key, an import, and the same key again (EVO-2, EVO-6, EVO-7).
func TestEVO6TheReadmesTranscriptHandsADossierOver(t *testing.T) {
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	typed := exec.CommandContext(t.Context(), "bash", "-eu", "-o", "pipefail", "-c", transcript(t))
	typed.Dir = root
	typed.Env = append(os.Environ(), "ADDR="+strings.TrimPrefix(h.URL, "http://"), "MAKEFLAGS=")
	var said strings.Builder
	typed.Stderr = &said
	printed, err := typed.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, printed, said.String())
	}
	answers := json.NewDecoder(strings.NewReader(string(printed)))
	var opened struct {
		ID, Title, Role string
		Imported        struct{ From string }
	}
	if err := answers.Decode(&opened); err != nil {
		t.Fatalf("%v\n%s", err, printed)
	}
	if opened.Title == "" || opened.Role != "manager" || !strings.HasPrefix(opened.Imported.From, "Cabinet") {
		t.Errorf("the copy is %+v", opened)
	}
	var refused struct {
		Status       int
		Code, Detail string
	}
	if err := answers.Decode(&refused); err != nil {
		t.Fatalf("%v\n%s", err, printed)
	}
	if refused.Status != 410 || refused.Code != "share-key-spent" || !strings.HasPrefix(refused.Detail, "Cette clé de partage a déjà servi") {
		t.Errorf("the second import: %+v", refused)
	}
}
