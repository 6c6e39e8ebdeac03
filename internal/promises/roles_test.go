package promises

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tierce/internal/table/tabletest"
	"tierce/internal/template"
)

const templateFile = "../../template.yaml"

// lambdas are what Lambda itself does in a function's name: log, read the
// stream, write to a failure queue.
var lambdas = []string{"logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage",
	"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"}

// doesWhatRolesAllow, both ways (quality.md 10): nothing is done that a role refuses, and no role
// allows what is never done.
func (h *house) doesWhatRolesAllow(t *testing.T) {
	may, err := template.Actions(templateFile)
	if err != nil {
		t.Fatal(err)
	}
	for function, asked := range h.asked {
		done := asked.Permissions()
		if len(done) == 0 {
			t.Errorf("%s did nothing", function)
		}
		for _, p := range kinds(done) {
			if !template.Allows(may[function], p.Action, p.Resource, p.Key) {
				t.Errorf("%s does %s on %s, row %s: its role refuses it", function, p.Action, p.Resource, p.Key)
			}
		}
	}
	for _, p := range idle(may, h.asked) {
		t.Errorf("template.yaml allows %s on %s, rows %s, which nothing does", p.Action, p.Resource, p.Key)
	}
}

// idle gives what roles allow and no function does. What stands in a policy
// that several roles share is needed when one of their functions needs it.
func idle(may map[string][]template.Statement, asked map[string]*tabletest.Asked) []tabletest.Permission {
	left := map[tabletest.Permission]bool{}
	for function, statements := range may {
		done := asked[function].Permissions()
		for _, s := range statements {
			for _, p := range unused(s, done) {
				if !neededElsewhere(p, s, may, asked) {
					left[p] = true
				}
			}
		}
	}
	return kinds(left)
}

func neededElsewhere(p tabletest.Permission, s template.Statement, may map[string][]template.Statement, asked map[string]*tabletest.Asked) bool {
	for function, statements := range may {
		shared := slices.ContainsFunc(statements, func(o template.Statement) bool { return reflect.DeepEqual(o, s) })
		if shared && !slices.Contains(unused(s, asked[function].Permissions()), p) {
			return true
		}
	}
	return false
}

// unused gives each of a statement's permissions that nothing done needs.
func unused(s template.Statement, done map[tabletest.Permission]bool) []tabletest.Permission {
	var idle []tabletest.Permission
	keys := s.Keys
	if len(keys) == 0 {
		keys = []string{"*"}
	}
	for _, action := range s.Actions {
		if s.Effect == "Deny" || slices.Contains(lambdas, action) {
			continue
		}
		for _, resource := range s.Resources {
			for _, key := range keys {
				one := template.Statement{Effect: "Allow", Actions: []string{action}, Resources: []string{resource}, Keys: []string{key}}
				needed := false
				for p := range done {
					needed = needed || one.Covers(p.Action, p.Resource, p.Key)
				}
				if !needed {
					idle = append(idle, tabletest.Permission{Action: action, Resource: resource, Key: key})
				}
			}
		}
	}
	return idle
}

// kinds keeps one of each kind of row, so that a refusal is told once.
func kinds(done map[tabletest.Permission]bool) []tabletest.Permission {
	found := map[tabletest.Permission]tabletest.Permission{}
	for p := range done {
		kind := p
		kind.Key, _, _ = strings.Cut(p.Key, "#")
		found[kind] = p
	}
	return slices.SortedFunc(maps.Values(found), func(a, b tabletest.Permission) int {
		return strings.Compare(a.Action+a.Resource+a.Key, b.Action+b.Resource+b.Key)
	})
}
