// Package template reads template.yaml for tests: that it keeps its promises,
// that the roles in it allow exactly the calls that the functions make, and
// that its table is the one in package table. No function imports it.
package template

import (
	"fmt"
	"os"
	"regexp"

	"go.yaml.in/yaml/v3"
)

// template is the part of template.yaml that the tests look at. References
// (!Ref X, !GetAtt X.Arn, !Sub) are plain text in it: see plain.
type template struct {
	Resources map[string]resource `yaml:"Resources"`
}

type resource struct {
	Type       string    `yaml:"Type"`
	Retain     string    `yaml:"DeletionPolicy"`
	OnReplace  string    `yaml:"UpdateReplacePolicy"`
	Properties yaml.Node `yaml:"Properties"`
}

// load reads the template at path.
func load(path string) (*template, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("template: %w", err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, fmt.Errorf("template: %s: %w", path, err)
	}
	plain(&root)
	var t template
	if err := root.Decode(&t); err != nil {
		return nil, fmt.Errorf("template: %s: %w", path, err)
	}
	return &t, nil
}

// of gives the resources of a type, by name.
func (t *template) of(kind string) map[string]resource {
	found := map[string]resource{}
	for name, r := range t.Resources {
		if r.Type == kind {
			found[name] = r
		}
	}
	return found
}

var hole = regexp.MustCompile(`\$\{([^}]*)\}`)

// plain turns CloudFormation's tags into what they stand for, as text:
// !Ref Table is "Table", !GetAtt Table.Arn "Table.Arn", and
// !Sub ${Table.Arn}/index/GSI1 "Table.Arn/index/GSI1". Of an !If it keeps the
// first branch. Other functions become a list of their arguments.
func plain(n *yaml.Node) {
	for _, c := range n.Content {
		plain(c)
	}
	switch {
	case n.Tag == "!If" && len(n.Content) == 3:
		*n = *n.Content[1]
	case n.Tag == "!Sub" && n.Kind == yaml.SequenceNode:
		*n = *n.Content[0]
		n.Value = hole.ReplaceAllString(n.Value, "$1")
	case n.Tag == "!Sub":
		n.Tag, n.Value = "!!str", hole.ReplaceAllString(n.Value, "$1")
	case own(n.Tag) && n.Kind == yaml.ScalarNode:
		n.Tag = "!!str"
	case own(n.Tag) && n.Kind == yaml.SequenceNode:
		n.Tag = "!!seq"
	}
}

// own tells CloudFormation's tags (!Ref) from those of YAML (!!str).
func own(tag string) bool {
	return len(tag) > 1 && tag[0] == '!' && tag[1] != '!'
}

// list is one text or several: CloudFormation takes both.
type list []string

// UnmarshalYAML reads a list, or one text as a list of one.
func (l *list) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*l = list{n.Value}
		return nil
	}
	var many []string
	err := n.Decode(&many)
	*l = many
	return err
}
