package people_test

import (
	"strings"
	"testing"

	"tierce/internal/fault"
	"tierce/internal/people"
)

func TestABB3APhoneIsInternationalAndOfACountry(t *testing.T) {
	for typed, want := range map[string]string{
		"+33639980001":             "+33639980001",
		"+33 6 39 98 00 01":        "+33639980001",
		"+33 (0)6 39 98 00 01":     "+33639980001",
		"0033 6.39.98.00.01":       "+33639980001",
		"  +33-639-980-001 ":       "+33639980001",
		"+33\u00a06\u202f39980001": "+33639980001",
		"+1 (202) 555-0123":        "+12025550123",
		"+352 621/980/001":         "+352621980001",
		"+2901234":                 "bad-phone", // too short
		"+29012345":                "+29012345",
		"+123456789012345":         "+123456789012345",
		"+1234567890123456":        "bad-phone", // one digit too many
		"06 39 98 00 01":           "phone-without-country",
		"33639980001":              "phone-without-country",
		"+999 1234567":             "bad-phone", // no country's
		"+0033639980001":           "bad-phone",
		"+33 6 39 98 00 0a":        "bad-phone",
		"+33639980001\n+3361":      "bad-phone",
		"+٣٣٦٣٩٩٨٠٠٠١":             "bad-phone", // digits, but not those of E.164
		"++33639980001":            "bad-phone",
		"":                         "missing",
		" - ":                      "missing",
		"+":                        "missing",
	} {
		got, err := people.Phone("phone", typed)
		if f := fault.Of(err); f != nil {
			got = f.Fields[0].Code
			if f.Fields[0].Path != "phone" {
				t.Errorf("%q: told of %s", typed, f.Fields[0].Path)
			}
		}
		if got != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
}

// What is taken is E.164, and taken again as it is.
func FuzzPhone(f *testing.F) {
	for _, seed := range []string{"+33639980001", "0033 (0)6 39 98 00 01", "+1-202-555-0123", "06", "+", "(0)(0)+33", "+(0)33639980001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := people.Phone("phone", typed)
		if err != nil {
			if fault.Of(err) == nil || got != "" {
				t.Fatalf("%q: %q, %v", typed, got, err)
			}
			return
		}
		digits, plus := strings.CutPrefix(got, "+")
		if !plus || len(digits) < 8 || len(digits) > 15 || strings.Trim(digits, "0123456789") != "" || digits[0] == '0' {
			t.Fatalf("%q was taken as %q", typed, got)
		}
		if again, err := people.Phone("phone", got); again != got || err != nil {
			t.Fatalf("%q, taken as %q, is then %q, %v", typed, got, again, err)
		}
	})
}
