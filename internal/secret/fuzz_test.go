package secret

import (
	"strings"
	"testing"

	"tierce/internal/fault"
	"tierce/internal/id"
)

// kind is the one of the tests.
var kind = Kind{Name: "share-key", Prefix: "TIERCE", Check: "tierce share key", Rule: "EVO-6", Fix: "sender"}

// Whatever is pasted: a refusal that names the field, or the very key whose
// text it is.
func FuzzParse(f *testing.F) {
	key, s := id.New(), New()
	good := kind.Format(key, s)
	f.Add(good)
	f.Add(strings.ToLower(good))
	f.Add("« " + strings.ReplaceAll(good, "-", "\u00a0–\r\n") + " »")
	f.Add("TIERCE-" + good[7:] + "\x00")
	f.Add(strings.Repeat("0", typedLen))
	f.Add(strings.Repeat("ı", typedLen)) // a letter whose upper case is another's
	f.Fuzz(func(t *testing.T, typed string) {
		key, s, err := kind.Parse(typed)
		if err != nil {
			if p := fault.Of(err); p.Code != "share-key-mistyped" || p.Fields[0].Path != "key" || key != "" || s != "" {
				t.Fatalf("%q: %+v", typed, p)
			}
			return
		}
		if !id.Valid(key) || len(s) != Length {
			t.Fatalf("%q gives key %q and a secret of %d", typed, key, len(s))
		}
		again, same, err := kind.Parse(kind.Format(key, s))
		if err != nil || again != key || same != s || !kind.Is(same, kind.Hash(s)) {
			t.Fatalf("%q reads %q, written again %q: %v", typed, key, again, err)
		}
	})
}

// One wrong or two exchanged characters are a mistyped key, but for the few
// that the checksum's 15 bits let through.
func TestEVO6TheChecksumFindsMistypedKeys(t *testing.T) {
	missed, asked := 0, 0
	for range 40 {
		plain := strings.ReplaceAll(strings.TrimPrefix(kind.Format(id.New(), New()), kind.Prefix), "-", "")
		for i := range plain {
			for _, wrong := range []string{
				plain[:i] + string(digits[(strings.IndexByte(digits, plain[i]|0x20)+7)%32]) + plain[i+1:],
				plain[:i] + plain[min(i+1, len(plain)-1):min(i+2, len(plain))] + plain[i:i+1] + plain[min(i+2, len(plain)):],
				plain[:i] + plain[i+1:],
			} {
				if strings.EqualFold(wrong, plain) {
					continue
				}
				asked++
				if _, _, err := kind.Parse(wrong); err == nil {
					missed++
				}
			}
		}
	}
	if missed*1000 > asked {
		t.Errorf("%d of %d mistyped keys were taken", missed, asked)
	}
}

// A key of one kind, typed where another is asked for, is mistyped.
func TestLOC5AKeyOfAnotherKindIsMistyped(t *testing.T) {
	other := Kind{Name: "solicitation-key", Prefix: "TIERCE-S", Check: "tierce solicitation key", Rule: "LOC-5", Fix: "agent"}
	for range 20 {
		row, s := id.New(), New()
		if _, _, err := kind.Parse(other.Format(row, s)); !fault.Is(err, "share-key-mistyped") {
			t.Errorf("taken for a share key: %v", err)
		}
		if _, _, err := other.Parse(kind.Format(row, s)); !fault.Is(err, "solicitation-key-mistyped") {
			t.Errorf("taken for a solicitation's key: %v", err)
		}
		if got, same, err := other.Parse(strings.ToLower(other.Format(row, s))); err != nil || got != row || same != s {
			t.Errorf("not read again: %v", err)
		}
	}
}
