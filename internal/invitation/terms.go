package invitation

import (
	"slices"

	"tierce/internal/access"
)

// Terms are what a client contact is given (IND-2, IND-5): an access group,
// sections that are assigned to them alone besides the group's, and options.
// Model is the dossier's: with Group it names an access group.
type Terms struct {
	Model     string   `dynamodbav:"model"`
	Group     string   `dynamodbav:"group"`
	Sections  []string `dynamodbav:"sections,omitempty"` // in the order of the model
	Sign      bool     `dynamodbav:"sign,omitempty"`
	Submit    bool     `dynamodbav:"submit,omitempty"`
	Documents bool     `dynamodbav:"documents,omitempty"`
}

// Same tells whether t gives what u does.
func (t Terms) Same(u Terms) bool {
	return t.Model == u.Model && t.Group == u.Group && slices.Equal(t.Sections, u.Sections) &&
		t.Sign == u.Sign && t.Submit == u.Submit && t.Documents == u.Documents
}

// In gives o as these terms make it.
func (t Terms) In(o access.Origin) access.Origin {
	o.Group, o.Sections, o.Sign, o.Submit, o.Documents = t.Group, t.Sections, t.Sign, t.Submit, t.Documents
	return o
}
