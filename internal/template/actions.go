package template

import (
	"fmt"
	"slices"
	"strings"
)

// Statement is one permission of a function's role.
type Statement struct {
	Effect    string   // Allow or Deny
	Actions   []string // such as dynamodb:PutItem
	Resources []string // such as Table.Arn or Table.Arn/index/GSI1; see plain
	Keys      []string // partition keys it is limited to, such as T#*; none: not limited
}

// Covers tells whether s is about action on resource, with a row whose
// partition key (the index's, in a Query of one) is key. An empty key stands
// for an action that has none. A transaction asks for each of its operations:
// dynamodb:PutItem for a Put, dynamodb:ConditionCheckItem for a check.
func (s Statement) Covers(action, resource, key string) bool {
	return slices.Contains(s.Actions, action) &&
		slices.ContainsFunc(s.Resources, like(resource)) &&
		(len(s.Keys) == 0 || slices.ContainsFunc(s.Keys, like(key)))
}

// like matches a pattern as IAM does for the patterns we use: * at the end.
func like(text string) func(pattern string) bool {
	return func(pattern string) bool {
		start, open := strings.CutSuffix(pattern, "*")
		return pattern == text || open && strings.HasPrefix(text, start)
	}
}

// Allows tells whether statements, taken together, let action happen: one of
// them allows it and none denies it.
func Allows(statements []Statement, action, resource, key string) bool {
	allowed := false
	for _, s := range statements {
		if s.Covers(action, resource, key) {
			if s.Effect == "Deny" {
				return false
			}
			allowed = true
		}
	}
	return allowed
}

// Actions gives, for each function's folder (api, portal, mailer…), what its
// role in the template at path lets it do, the policies that are attached to
// several roles included.
func Actions(path string) (map[string][]Statement, error) {
	t, err := load(path)
	if err != nil {
		return nil, err
	}
	roles, err := t.roles()
	if err != nil {
		return nil, err
	}
	fs, err := t.functions()
	if err != nil {
		return nil, err
	}
	may := map[string][]Statement{}
	for folder, f := range fs {
		role := strings.TrimSuffix(f.Role, ".Arn")
		if roles[role] == nil {
			return nil, fmt.Errorf("template: function %s has no role of its own", folder)
		}
		may[folder] = roles[role]
	}
	return may, nil
}

type function struct {
	Role    string `yaml:"Role"`
	Logging struct {
		Group string `yaml:"LogGroup"`
	} `yaml:"LoggingConfig"`
	Events map[string]struct {
		Type       string `yaml:"Type"`
		Properties struct {
			Method string `yaml:"Method"`
			Path   string `yaml:"Path"`
			Auth   struct {
				Authorizer string   `yaml:"Authorizer"`
				Scopes     []string `yaml:"AuthorizationScopes"`
			} `yaml:"Auth"`
		} `yaml:"Properties"`
	} `yaml:"Events"`
}

// functions gives the template's functions by folder: ApiFunction is api.
func (t *template) functions() (map[string]function, error) {
	fs := map[string]function{}
	for name, r := range t.of("AWS::Serverless::Function") {
		var f function
		if err := r.Properties.Decode(&f); err != nil {
			return nil, fmt.Errorf("template: %s: %w", name, err)
		}
		fs[strings.ToLower(strings.TrimSuffix(name, "Function"))] = f
	}
	return fs, nil
}

type policy struct {
	Roles    []string `yaml:"Roles"`
	Document struct {
		Statement []struct {
			Effect    string                     `yaml:"Effect"`
			Action    list                       `yaml:"Action"`
			Resource  list                       `yaml:"Resource"`
			Condition map[string]map[string]list `yaml:"Condition"`
		} `yaml:"Statement"`
	} `yaml:"PolicyDocument"`
}

func (p policy) statements() []Statement {
	var all []Statement
	for _, s := range p.Document.Statement {
		all = append(all, Statement{Effect: s.Effect, Actions: s.Action, Resources: s.Resource,
			Keys: s.Condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]})
	}
	return all
}

// roles gives what each role may do, by its own policies and shared ones.
func (t *template) roles() (map[string][]Statement, error) {
	may := map[string][]Statement{}
	for name, r := range t.of("AWS::IAM::Role") {
		var role struct {
			Policies []policy `yaml:"Policies"`
		}
		if err := r.Properties.Decode(&role); err != nil {
			return nil, fmt.Errorf("template: %s: %w", name, err)
		}
		for _, p := range role.Policies {
			may[name] = append(may[name], p.statements()...)
		}
	}
	for name, r := range t.of("AWS::IAM::Policy") {
		var p policy
		if err := r.Properties.Decode(&p); err != nil {
			return nil, fmt.Errorf("template: %s: %w", name, err)
		}
		for _, role := range p.Roles {
			may[role] = append(may[role], p.statements()...)
		}
	}
	return may, nil
}
