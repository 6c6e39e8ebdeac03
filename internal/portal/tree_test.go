package portal

import (
	"html/template"
	"regexp"
	"strings"
	"testing"

	"tierce/internal/family"
	"tierce/internal/text"
)

// vasseurs are a family with a remarriage, half-siblings and an in-law.
func vasseurs() []relative {
	person := func(id, name, born string, parents ...string) relative {
		return relative{Member: family.Member{ID: id, Born: born, Parents: parents}, Name: name, Badge: badge{Level: "none", Words: "No access"}}
	}
	list := []relative{
		person("bernard", "Bernard Vasseur", "1954-07-23"),
		person("odette", "Odette Delage", "1957-12-05"),
		person("anne", "Anne Perrin", ""),
		person("camille", "Camille Vasseur", "1983-03-17", "bernard", "odette"),
		person("elise", "Élise Perrin", "1979-05-28", "bernard", "anne"),
		person("yann", "Yann <b>Kerviel</b>", ""),
	}
	list[0].Role = "Holder"
	list[0].Partners = []family.Partner{{Person: "odette"}, {Person: "anne", Former: true}}
	list[3].Badge = badge{Level: "read", Words: "Read only", State: "Invitation pending", StateSign: "waiting"}
	list[3].Edit = "/dossiers/d/rights/camille"
	list[5].Partners = []family.Partner{{Person: "camille"}}
	return list
}

// drawn renders the tree's part of a page.
func drawn(t *testing.T, people []relative) string {
	t.Helper()
	f := &frame{Lang: text.EN}
	page := parsed(template.New("alone"), `{{define "alone"}}<h2>Family</h2>{{template "tree" .}}{{end}}`)
	var out strings.Builder
	if err := page.ExecuteTemplate(&out, "alone", sheet{f, f.tree(people, "bernard", "odette")}); err != nil {
		t.Fatal(err)
	}
	wellMade(t, "tree", out.String())
	return out.String()
}

func TestABB2TheListSaysWhatTheDrawingShows(t *testing.T) {
	page := drawn(t, vasseurs())
	for _, want := range []string{
		"<strong>Bernard Vasseur</strong>, holder, born 1954, partner of Odette Delage, former partner of Anne Perrin, no access",
		"<strong>Odette Delage</strong>, born 1957, partner of Bernard Vasseur, no access",
		"<strong>Anne Perrin</strong>, former partner of Bernard Vasseur, no access",
		"<strong>Camille Vasseur</strong>, born 1983, child of Bernard Vasseur and Odette Delage, partner of Yann &lt;b&gt;Kerviel&lt;/b&gt;, read only, invitation pending",
		"<strong>Élise Perrin</strong>, born 1979, child of Bernard Vasseur and Anne Perrin, no access",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("nothing says %q in\n%s", want, page)
		}
	}
}

// Each access is a sign and words, never a colour alone.
func TestABB2TheDrawingShowsEveryonesAccess(t *testing.T) {
	page := drawn(t, vasseurs())
	picture, _, _ := strings.Cut(page, "<figcaption>")
	if n := strings.Count(picture, `<g class="card`); n != 6 {
		t.Errorf("%d cards", n)
	}
	levels := regexp.MustCompile(`<g class="sign"[^>]*><(?:path|circle)[^/]*/>.*?</g><text class="level"[^>]*>(No access|Read only)</text>`)
	if n := len(levels.FindAllString(picture, -1)); n != 6 {
		t.Errorf("%d of 6 people have a sign and words", n)
	}
	if !strings.Contains(picture, `class="state" x="37"`) || !strings.Contains(picture, ">Invitation pending</text>") {
		t.Error("nothing says that Camille's invitation is pending")
	}
	if !regexp.MustCompile(`class="tie former"`).MatchString(picture) || strings.Contains(picture, ` style=`) {
		t.Error("a former couple is drawn like any other, or a style stands in the page")
	}
}

func TestNamesFitTheirCards(t *testing.T) {
	for name, want := range map[string]string{
		"Camille Vasseur":                        "Camille Vasseur",
		"Jean-Baptiste de La Rochefoucauld":      "Jean-Baptiste|de La Rochefoucauld",
		"Armand de La Rochefoucauld-Montbel":     "Armand de La|Rochefoucauld-Montbel",
		"Marie-Hélène Castelnau-Lefebvre":        "Marie-Hélène|Castelnau-Lefebvre",
		"Anne-Charlotte-Marie-Joséphine-Camille": "Anne-Charlotte-Marie-|Joséphine-Camille",
		"": "",
	} {
		var lines []string
		for _, l := range nameLines(name) {
			lines = append(lines, l.Text)
		}
		if got := strings.Join(lines, "|"); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for _, name := range []string{strings.Repeat("W", 120), strings.Repeat("Wilhelmine ", 11), "a" + strings.Repeat("é-", 59)} {
		lines := nameLines(name)
		if len(lines) > 2 || len(lines) == 0 {
			t.Errorf("%q takes %d lines", name, len(lines))
		}
		for _, l := range lines {
			if l.Fit == 0 && width(l.Text, smallSize) > cardText || l.Fit > cardText {
				t.Errorf("%q is wider than its card", l.Text)
			}
		}
	}
}

func TestLinesBendWithoutLeavingTheirWay(t *testing.T) {
	got := rounded([]family.Point{{X: 0, Y: 0}, {X: 0, Y: 30}, {X: 4, Y: 30}, {X: 4, Y: 60}})
	if want := "M0 0L0 28Q0 30 2 30L2 30Q4 30 4 32L4 60"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
