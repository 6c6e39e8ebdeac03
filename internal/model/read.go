package model

// Each function here reads one type of the package from the tree, key by key;
// whether the values make sense is for the rules (rules.go) to say.

func readModel(n node) Model {
	n = n.having("name", "description", "noun", "reference", "teamMayShare", "sections", "statuses", "views")
	return Model{
		Name:         readText(n.at("name")),
		Description:  readText(n.at("description")),
		Noun:         readText(n.at("noun")),
		Reference:    n.at("reference").word(),
		TeamMayShare: n.at("teamMayShare").flag(),
		Sections:     each(n.at("sections"), readSection),
		Statuses:     each(n.at("statuses"), readStatus),
		Views:        readViews(n.at("views")),
	}
}

// each reads every item of a list; an empty list and none are the same.
func each[T any](n node, read func(node) T) []T {
	var list []T
	for _, item := range n.items() {
		list = append(list, read(item))
	}
	return list
}

func readText(n node) Text {
	n = n.having("fr", "en")
	return Text{FR: n.at("fr").word(), EN: n.at("en").word()}
}

func readSection(n node) Section {
	n = n.having("id", "kind", "title", "help", "fields")
	return Section{
		ID:     n.at("id").word(),
		Kind:   n.at("kind").word(),
		Title:  readText(n.at("title")),
		Help:   readText(n.at("help")),
		Fields: each(n.at("fields"), readField),
	}
}

// readPlain reads a field without its columns.
func readPlain(n node) Field {
	n = n.having("id", "type", "label", "help", "required", "choices", "min", "max", "maxLength", "currency", "fields")
	f := Field{
		ID:        n.at("id").word(),
		Type:      n.at("type").word(),
		Label:     readText(n.at("label")),
		Help:      readText(n.at("help")),
		Required:  n.at("required").flag(),
		Choices:   each(n.at("choices"), readChoice),
		Min:       n.at("min").figure(),
		Max:       n.at("max").figure(),
		MaxLength: n.at("maxLength").count(),
		Currency:  n.at("currency").word(),
	}
	if f.Type == Money && f.Currency == "" {
		f.Currency = "EUR"
	}
	return f
}

func readField(n node) Field {
	f := readPlain(n)
	f.Fields = each(n.at("fields"), readColumn)
	return f
}

// readColumn reads a column, and does not descend into rows within rows.
func readColumn(n node) Field {
	if fields := n.at("fields"); fields.value != nil {
		n.to.unread(fields.path, "model-nested-rows")
	}
	return readPlain(n)
}

func readChoice(n node) Choice {
	n = n.having("id", "label")
	return Choice{ID: n.at("id").word(), Label: readText(n.at("label"))}
}

func readStatus(n node) Status {
	n = n.having("id", "label", "initial", "final", "partners")
	return Status{
		ID:       n.at("id").word(),
		Label:    readText(n.at("label")),
		Initial:  n.at("initial").flag(),
		Final:    n.at("final").flag(),
		Partners: n.at("partners").flag(),
	}
}

func readViews(n node) Views {
	n = n.having("client", "applicant", "partners")
	return Views{
		Client:    each(n.at("client"), node.word),
		Applicant: each(n.at("applicant"), node.word),
		Partners:  each(n.at("partners"), readPartnerView),
	}
}

func readPartnerView(n node) PartnerView {
	n = n.having("id", "name", "fields", "own")
	return PartnerView{
		ID:     n.at("id").word(),
		Name:   readText(n.at("name")),
		Fields: each(n.at("fields"), readPartnerField),
		Own:    each(n.at("own"), readField),
	}
}

func readPartnerField(n node) PartnerField {
	n = n.having("path", "access")
	return PartnerField{Path: n.at("path").word(), Access: n.at("access").word()}
}
