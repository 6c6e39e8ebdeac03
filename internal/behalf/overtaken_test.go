package behalf_test

import (
	"testing"

	"tierce/internal/table/tabletest"
)

// Whichever call of a filling in the status, or the permission, overtakes:
// nothing is written after it.
func TestLOC1NothingIsFilledInAfterWhatEndsIt(t *testing.T) {
	for name, end := range map[string]func(f *town, d string) error{
		"status":  func(f *town, d string) error { return f.SetsStatus(d, bruno, "submitted") },
		"removal": func(f *town, _ string) error { return f.Behalf.Remove(background, f.As(claire), f.org, f.partner.ID) },
		"models": func(f *town, _ string) error {
			d := f.PartnerDraft(f.org, bruno, paul)
			d.Models = []string{f.imports()}
			is, err := f.Behalf.Get(background, f.As(claire), f.org, f.partner.ID)
			if err == nil {
				_, err = f.Behalf.Save(background, f.As(claire), f.org, f.partner.ID, is.Version, d)
			}
			return err
		},
	} {
		overtaken := 0
		for k := range 12 {
			f := open(t)
			d := f.Entered(f.org, paul, eva)
			was := -1
			wire := &tabletest.Wire{Before: func(at int) {
				if at == k {
					f.must(end(f, d))
					_, s, err := f.Dossiers.Section(background, f.As(bruno), d, "building")
					f.must(err)
					was = s.Version
				}
			}}
			on := &town{House: f.Through(tabletest.On(t, f.House.Table, wire)), org: f.org, partner: f.partner}
			err := on.reads(paul, d)
			if was < 0 {
				continue
			}
			overtaken++
			_, s, bad := f.Dossiers.Section(background, f.As(bruno), d, "building")
			f.must(bad)
			if s.Version != was {
				t.Errorf("%s before call %d: filled in after it (%v)", name, k, err)
			}
		}
		if overtaken < 5 {
			t.Errorf("%s: only %d calls were overtaken", name, overtaken)
		}
	}
}
