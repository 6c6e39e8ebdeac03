package portal

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/text"
)

// Whatever a form sends: a refusal of bounded size, or values that the form
// shows and sends again unchanged.
func FuzzForm(f *testing.F) {
	m, err := model.Parse([]byte(everything))
	if err != nil {
		f.Fatal(err)
	}
	s := m.Sections[0]
	f.Add("values.line=A&values.number=1+234%2C5&values.money=%E2%82%AC12%2C30&values.date=24%2F11%2F2026&values.several=a&values.several=b&values.yes=true", true)
	f.Add("rows:values.list=2&values.list[0].name=A&values.list[1].sum=1&values.list[1].tags=x", false)
	f.Add("rows:values.list=99999999999&values.list[-1].name=A&values.list[0][0]=x&values.=1", true)
	f.Add("rows:values.list=-1&values.number=NaN&values.money=-0&values.date=0", false)
	f.Fuzz(func(t *testing.T, body string, french bool) {
		form, _ := url.ParseQuery(body)
		l := text.EN
		if french {
			l = text.FR
		}
		nobody := func(string) bool { return false }
		clean, err := s.Check(valuesOf(l, s.Fields, form), nobody)
		if err != nil {
			if p := fault.Of(err); p == nil || len(p.Fields) == 0 || len(p.Fields) > 100 {
				t.Fatalf("%q: %v", body, err)
			}
			return
		}
		again, err := s.Check(valuesOf(l, s.Fields, typedOf(l, s.Fields, clean)), nobody)
		if err != nil || !reflect.DeepEqual(again, clean) {
			t.Fatalf("%q is kept as %v and sent again as %v: %v", body, clean, again, err)
		}
	})
}

// Adding and taking out rows leaves a count that the rows fit.
func FuzzRows(f *testing.F) {
	m, err := model.Parse([]byte(everything))
	if err != nil {
		f.Fatal(err)
	}
	list, _ := m.Sections[0].Field("list")
	f.Add("rows:values.list=3&values.list[0].name=A&values.list[1].name=B&values.list[2].name=C", 1)
	f.Add("rows:values.list=x", -1)
	f.Fuzz(func(t *testing.T, body string, i int) {
		form, _ := url.ParseQuery(body)
		n := rowsIn(form, "values.list")
		addRow(form, "values.list")
		if got := rowsIn(form, "values.list"); got != min(n+1, model.MaxRows+1) {
			t.Fatalf("%d rows and one more are %d", n, got)
		}
		dropRow(form, "values.list", list.Fields, i)
		if got := rowsIn(form, "values.list"); got < 0 || got > model.MaxRows+1 {
			t.Fatalf("%d rows", got)
		}
	})
}

// Where somebody is sent after signing in is a page of ours.
func FuzzNext(f *testing.F) {
	for _, s := range []string{"/dossiers", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "", "/%2f/evil.example", "/a?b=//c"} {
		f.Add(s)
	}
	base, _ := url.Parse("https://tierce.example/signin")
	f.Fuzz(func(t *testing.T, next string) {
		to := local(next)
		// Browsers drop tabs and line ends, and take \ for /.
		seen := strings.NewReplacer("\t", "", "\n", "", "\r", "", "\\", "/").Replace(to)
		u, err := base.Parse(seen)
		if err != nil && strings.HasPrefix(seen, "/") && !strings.HasPrefix(seen, "//") {
			return // a bare % is for the server to refuse
		}
		if err != nil || u.Host != base.Host || u.Scheme != base.Scheme {
			t.Fatalf("%q leads to %q (%v)", next, to, err)
		}
	})
}
