package portal

import (
	"slices"
	"strings"

	"tierce/internal/id"
)

// form is what a page asks somebody to fill in. All its words are in the
// page's language already.
type form struct {
	Action   string
	Token    string
	Once     string // names what the form makes: pressing twice makes one
	Hidden   []pair
	Controls []control
	Button   string
	Cancel   *link
	Grave    bool // ends or gives away something
	File     bool
}

// control is one thing to fill in.
type control struct {
	Kind    string // hidden, text, email, code, key, longtext, date, number, select, radios, checks, rows, file, heading (words only)
	Name    string
	Label   string
	Help    string
	Quiet   bool   // the help is read out, not shown: it stands in the row above
	Mark    string // "required", in words
	Value   string
	Unit    string // before the value: EUR
	Most    int    // characters
	Auto    string // autocomplete
	Options []option
	Rows    []row
	Add     string // the label of the button that adds a row
	Error   string
	Bare    bool   // the label is read out, not shown
	Sheet   bool   // a longtext of rows: no line of it is broken
	Focus   bool   // where the reader goes on: a row just added
	Accept  string // endings that a file may have; "" for those of a model
	Several bool   // files at once
}

type option struct {
	Value, Label, Help string
	On                 bool
	At                 string // id; "" for the options of a select
}

type row struct {
	Label    string
	Controls []control
	Remove   string // label of its button
	Act      string // value of its button
}

// ID is the control's id in the page.
func (c control) ID() string { return controlID(c.Name) }

// Described names the elements that say more about the control.
func (c control) Described() string {
	var ids []string
	if c.Unit != "" {
		ids = append(ids, c.ID()+"-unit")
	}
	if c.Help != "" {
		ids = append(ids, c.ID()+"-help")
	}
	if c.Error != "" {
		ids = append(ids, c.ID()+"-error")
	}
	return strings.Join(ids, " ")
}

// Group tells whether the control is several inputs under one legend.
func (c control) Group() bool { return c.Kind == "radios" || c.Kind == "checks" }

// Long tells whether the control needs a line of its own in a row.
func (c control) Long() bool { return c.Group() || c.Kind == "longtext" || c.Kind == "hidden" }

// controlID makes an id of a control's name: values.drivers[3].name becomes
// f-values.drivers_3_.name.
func controlID(name string) string {
	if name == "" {
		return ""
	}
	return "f-" + strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.':
			return r
		}
		return '_'
	}, name)
}

// form begins a form that posts to action.
func (f *frame) form(action, button string, controls ...control) form {
	return form{Action: action, Token: f.Token(), Once: f.reader.once(), Button: f.Say(button), Controls: controls}
}

// onceAgain is the name that the form being mended had, else a new one.
func (v *visit) onceAgain() string {
	if v.r.PostForm != nil && id.Valid(v.value("once")) {
		return v.value("once")
	}
	return id.New()
}

// HasRows tells whether the form has buttons that add or remove rows.
func (f form) HasRows() bool {
	return slices.ContainsFunc(f.Controls, func(c control) bool { return c.Kind == "rows" })
}

// with puts the words of p at the controls that they are about, and the labels
// of the controls into the summary of p.
func (f form) with(p *problem) form {
	if p != nil {
		p.mark(f.Controls, "")
	}
	return f
}

func (p *problem) mark(controls []control, row string) {
	for i := range controls {
		c := &controls[i]
		c.Error = p.of(c.Name)
		for j, l := range p.Lines {
			if l.Name == c.Name {
				p.Lines[j].About = row + c.Label
			}
		}
		for _, r := range c.Rows {
			p.mark(r.Controls, row+c.Label+", "+strings.ToLower(r.Label)+", ")
		}
	}
}

// options numbers the options of a group, so that labels and the summary of
// what is wrong find them.
func (c control) options(list ...option) control {
	for i, o := range list {
		o.On = o.On || c.Value != "" && o.Value == c.Value
		if c.Group() {
			o.At = c.ID()
			if i > 0 {
				o.At += "-" + o.Value
			}
		}
		c.Options = append(c.Options, o)
	}
	return c
}
