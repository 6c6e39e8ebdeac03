package model

// Section finds a section by its id.
func (m Model) Section(id string) (Section, bool) {
	for _, s := range m.Sections {
		if s.ID == id {
			return s, true
		}
	}
	return Section{}, false
}

// Status finds a status by its id.
func (m Model) Status(id string) (Status, bool) {
	for _, s := range m.Statuses {
		if s.ID == id {
			return s, true
		}
	}
	return Status{}, false
}

// Initial is the status that a new dossier gets; Parse has seen to it that
// there is exactly one.
func (m Model) Initial() Status {
	for _, s := range m.Statuses {
		if s.Initial {
			return s
		}
	}
	return Status{}
}

// Field finds a field of the section by its id.
func (s Section) Field(id string) (Field, bool) { return fieldOf(s.Fields, id) }

// Column finds a column of a field of type rows by its id.
func (f Field) Column(id string) (Field, bool) { return fieldOf(f.Fields, id) }

// Choice finds one of the answers that the field offers by its id.
func (f Field) Choice(id string) (Choice, bool) {
	for _, c := range f.Choices {
		if c.ID == id {
			return c, true
		}
	}
	return Choice{}, false
}

// Year tells whether f is a number that can only be a year, by its bounds:
// nobody reads 2,021 for one.
func (f Field) Year() bool {
	return f.Type == Number && f.Min != nil && f.Max != nil && *f.Min >= 1000 && *f.Max < 10_000
}

func fieldOf(fields []Field, id string) (Field, bool) {
	for _, f := range fields {
		if f.ID == id {
			return f, true
		}
	}
	return Field{}, false
}
