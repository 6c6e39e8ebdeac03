package trail

import (
	"strings"
	"testing"
	"time"
)

// Every key that is put is a place to go on from, and nothing else is.
func FuzzPlace(f *testing.F) {
	at := time.Date(2026, 11, 24, 9, 0, 0, 1, time.UTC)
	f.Add(rowOf(Entry{At: at}, at.Format(stamp)+"#0123456789abcdef").SK)
	f.Add("2026-11-24T#dossier-opened#0123456789abcdef")
	f.Add("2026-11-24T#" + strings.Repeat("a", 41) + "#0123456789abcdef")
	f.Add("2026-13-24T#a#0123456789abcdef")
	f.Add("T##")
	f.Fuzz(func(t *testing.T, sk string) {
		if !isPlace(sk) {
			return
		}
		if len(sk) > 100 || strings.Trim(sk, "0123456789abcdefghijklmnopqrstuvwxyz-:.#TZ") != "" || strings.ContainsAny(sk, "\r\n\x00") {
			t.Fatalf("%q is taken for a place", sk)
		}
	})
}

func TestEveryPlaceThatIsPutIsTaken(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 0, 0, 1, time.FixedZone("", 3600))
	for _, sk := range []string{at.UTC().Format(stamp) + "#0123456789abcdef", at.UTC().Format(time.DateOnly) + "T#" + string(DossierOpened) + "#0123456789abcdef"} {
		if !isPlace(sk) {
			t.Errorf("%s is refused", sk)
		}
	}
}
