package template

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

const path = "../../template.yaml"

func read(t *testing.T) *template {
	t.Helper()
	tmpl, err := load(path)
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

func functions(t *testing.T) map[string]function {
	t.Helper()
	fs, err := read(t).functions()
	if err != nil {
		t.Fatal(err)
	}
	return fs
}

func TestTableIsKept(t *testing.T) {
	got, err := Table(path)
	if err != nil {
		t.Fatal(err)
	}
	want := Definition{
		Key:        Key{"pk", "sk"},
		Attributes: map[string]string{"pk": "S", "sk": "S", "g1pk": "S", "g1sk": "S", "g2pk": "S", "g2sk": "S", "g3pk": "S", "g3sk": "S"},
		Indexes: map[string]Index{
			"GSI1": {Key{"g1pk", "g1sk"}, "KEYS_ONLY"},
			"GSI2": {Key{"g2pk", "g2sk"}, "KEYS_ONLY"},
			"GSI3": {Key{"g3pk", "g3sk"}, "KEYS_ONLY"},
		},
		Billing: "PAY_PER_REQUEST", Expiry: "ttl", Stream: "KEYS_ONLY",
		Recovery: true, Encrypted: true, Protected: true, Kept: true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Every value under a key called Action, wherever it stands, but for what is
// forbidden: that may well be everything.
func TestNoActionIsAStar(t *testing.T) {
	seen := 0
	for name, r := range read(t).Resources {
		each(&r.Properties, "Action", func(in, n *yaml.Node) {
			var s struct {
				Effect string `yaml:"Effect"`
			}
			if err := in.Decode(&s); err == nil && s.Effect == "Deny" {
				return
			}
			var actions list
			if err := n.Decode(&actions); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			seen += len(actions)
			for _, a := range actions {
				if strings.Contains(a, "*") {
					t.Errorf("%s may do %s", name, a)
				}
			}
		})
		each(&r.Properties, "NotAction", func(_, _ *yaml.Node) { t.Errorf("%s: NotAction", name) })
		each(&r.Properties, "ManagedPolicyArns", func(_, _ *yaml.Node) { t.Errorf("%s: a policy that is not ours", name) })
	}
	if seen == 0 {
		t.Error("no action found at all")
	}
}

// each gives what stands under key, and what that stands in.
func each(n *yaml.Node, key string, do func(in, what *yaml.Node)) {
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == key {
			do(n, c)
		}
		each(c, key, do)
	}
}

func TestEveryFunctionHasALogThatEnds(t *testing.T) {
	groups := read(t).of("AWS::Logs::LogGroup")
	for folder, f := range functions(t) {
		var group struct {
			Days int `yaml:"RetentionInDays"`
		}
		r := groups[f.Logging.Group]
		if err := r.Properties.Decode(&group); err != nil {
			t.Fatal(err)
		}
		if group.Days == 0 {
			t.Errorf("%s: log group %q keeps for ever, or is not there", folder, f.Logging.Group)
		}
	}
}

// The folders of functions/ and the template's functions are the same, but for
// the two that run on one's own machine.
func TestEveryFunctionHasAFolder(t *testing.T) {
	entries, err := os.ReadDir("../../functions")
	if os.IsNotExist(err) {
		t.Skip("no functions yet")
	}
	if err != nil {
		t.Fatal(err)
	}
	var folders, named []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != "local" && e.Name() != "organization" {
			folders = append(folders, e.Name())
		}
	}
	for folder := range functions(t) {
		named = append(named, folder)
	}
	slices.Sort(named)
	if diff := cmp.Diff(folders, named); diff != "" {
		t.Errorf("functions/ (-) and template.yaml (+):\n%s", diff)
	}
}

// An API route without the authorizer, or without the scope, is one of these.
func TestOnlyTheseRoutesAreOpen(t *testing.T) {
	open := []string{"GET /v1/openapi.json", "GET /v1/docs", "OPTIONS /v1/{proxy+}"}
	for name, e := range functions(t)["api"].Events {
		route := e.Properties.Method + " " + e.Properties.Path
		auth := e.Properties.Auth
		switch {
		case slices.Contains(open, route):
			if auth.Authorizer != "" {
				t.Errorf("%s: %s asks for a token", name, route)
			}
		case auth.Authorizer != "Token":
			t.Errorf("%s: %s is open", name, route)
		case route == "PUT /v1/me": // takes an ID token, which has no scope
			if len(auth.Scopes) != 0 {
				t.Errorf("%s: %s asks for a scope", name, route)
			}
		case !slices.Equal(auth.Scopes, []string{"tierce/api"}):
			t.Errorf("%s: %s takes tokens of scope %q", name, route, auth.Scopes)
		}
	}
}

func TestALL6TrailIsPutOnly(t *testing.T) {
	may, err := Actions(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, function := range []string{"api", "portal", "mailer", "reminders", "intake"} {
		if !Allows(may[function], "dynamodb:PutItem", "Table.Arn", "T#d1") {
			t.Errorf("%s does not write the trail", function)
		}
		for _, action := range []string{"UpdateItem", "DeleteItem", "BatchWriteItem"} {
			if Allows(may[function], "dynamodb:"+action, "Table.Arn", "T#d1") {
				t.Errorf("%s may %s a row of the trail", function, action)
			}
		}
	}
}

func TestOnlyWhoDeliversMayMailAndSweep(t *testing.T) {
	may, err := Actions(path)
	if err != nil {
		t.Fatal(err)
	}
	rows := []struct {
		action, resource, key string
		who                   []string
	}{
		{"ses:SendRawEmail", "arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/*", "", []string{"mailer", "reminders"}},
		{"ses:DeleteSuppressedDestination", "*", "", []string{"mailer", "reminders"}},
		{"dynamodb:Query", "Table.Arn/index/GSI3", "DUE#0", []string{"reminders"}},
		{"dynamodb:Query", "Table.Arn", "X#e1", []string{"feedback"}},
		{"sqs:SendMessage", "FeedbackFailures.Arn", "", []string{"feedback"}},
		{"sqs:SendMessage", "IntakeFailures.Arn", "", []string{"intake"}},
		{"dynamodb:Query", "Table.Arn/index/GSI1", "A#a1", []string{"api", "portal"}},
		{"dynamodb:GetRecords", "Table.Arn/stream/1", "", []string{"mailer"}},
		{"dynamodb:Query", "Table.Arn", "T#d1", []string{"api", "portal"}},
		{"dynamodb:Scan", "Table.Arn", "", nil},
	}
	for _, row := range rows {
		for function, statements := range may {
			if got, want := Allows(statements, row.action, row.resource, row.key), slices.Contains(row.who, function); got != want {
				t.Errorf("%s %s %s %s: allowed %v, want %v", function, row.action, row.resource, row.key, got, want)
			}
		}
	}
}

func TestAllowsDenyWins(t *testing.T) {
	both := []Statement{
		{Effect: "Allow", Actions: []string{"sns:Publish"}, Resources: []string{"*"}},
		{Effect: "Deny", Actions: []string{"sns:Publish"}, Resources: []string{"arn:aws:sns:*"}},
	}
	if !Allows(both, "sns:Publish", "+15550100", "") || Allows(both, "sns:Publish", "arn:aws:sns:x", "") {
		t.Error("a Deny does not win over an Allow")
	}
}
