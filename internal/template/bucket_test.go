package template

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// properties decodes the one resource of a kind.
func properties(t *testing.T, kind string) (resource, map[string]any) {
	t.Helper()
	found := read(t).of(kind)
	if len(found) != 1 {
		t.Fatalf("%d of %s, want one", len(found), kind)
	}
	for _, r := range found {
		p := map[string]any{}
		if err := r.Properties.Decode(&p); err != nil {
			t.Fatal(err)
		}
		return r, p
	}
	return resource{}, nil
}

// want is a piece of template, as it would stand there.
func want(t *testing.T, text string) map[string]any {
	t.Helper()
	p := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// Private, encrypted, kept, without versions; the portal's pages may send to
// it, and what is made in it is told.
func TestBucketIsPrivateAndKept(t *testing.T) {
	r, got := properties(t, "AWS::S3::Bucket")
	if r.Retain != "Retain" || r.OnReplace != "Retain" {
		t.Error("the bucket goes with its stack")
	}
	diff := cmp.Diff(want(t, `
PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true}
OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}
BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}
CorsConfiguration: {CorsRules: [{AllowedOrigins: [BaseURL], AllowedMethods: [GET, POST], AllowedHeaders: ["*"], MaxAge: 600}]}
LifecycleConfiguration:
  Rules:
    - {Id: unfinished, Status: Enabled, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 1}}
    - {Id: forgotten, Status: Enabled, Prefix: up/, ExpirationInDays: 7}
NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}
`), got)
	if diff != "" {
		t.Error(diff)
	}
}

func TestBucketAnswersOverTLSOnly(t *testing.T) {
	_, got := properties(t, "AWS::S3::BucketPolicy")
	diff := cmp.Diff(want(t, `
Bucket: Bucket
PolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Deny
      Principal: "*"
      Action: s3:*
      Resource: [Bucket.Arn, Bucket.Arn/*]
      Condition: {Bool: {aws:SecureTransport: "false"}}
`), got)
	if diff != "" {
		t.Error(diff)
	}
}

// Every object that can be fetched is scanned, and tagged with the verdict.
func TestEveryObjectIsScanned(t *testing.T) {
	_, got := properties(t, "AWS::GuardDuty::MalwareProtectionPlan")
	diff := cmp.Diff(want(t, `
Role: ScanRole.Arn
ProtectedResource: {S3Bucket: {BucketName: Bucket, ObjectPrefixes: [d/]}}
Actions: {Tagging: {Status: ENABLED}}
`), got)
	if diff != "" {
		t.Error(diff)
	}
}

// Intake hears of what forms bring, and of the verdicts on what it made of it.
func TestIntakeHearsOfTheBucket(t *testing.T) {
	r := read(t).Resources["IntakeFunction"]
	var f struct {
		Events map[string]struct {
			Properties struct {
				Pattern map[string]any `yaml:"Pattern"`
			} `yaml:"Properties"`
		} `yaml:"Events"`
	}
	if err := r.Properties.Decode(&f); err != nil {
		t.Fatal(err)
	}
	heard := map[string]any{}
	for name, e := range f.Events {
		heard[name] = e.Properties.Pattern
	}
	diff := cmp.Diff(want(t, `
Arrived:
  source: [aws.s3]
  detail-type: [Object Created]
  detail: {bucket: {name: [Bucket]}, object: {key: [{prefix: up/}]}}
Scanned:
  source: [aws.guardduty]
  detail-type: [GuardDuty Malware Protection Object Scan Result]
  detail: {s3ObjectDetails: {bucketName: [Bucket], objectKey: [{prefix: d/}]}}
`), heard)
	if diff != "" {
		t.Error(diff)
	}
}

// Where files are sent and where they are fetched are two places: nothing that
// a form may write can be fetched, and only a clean object can.
func TestFormsWriteNothingThatLinksRead(t *testing.T) {
	may, err := Actions(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		action, resource string
		who              []string
	}{
		{"s3:PutObject", "Bucket.Arn/up/x", []string{"api", "portal", "mailer", "reminders"}},
		{"s3:PutObject", "Bucket.Arn/d/x", []string{"intake", "reminders"}},
		{"s3:GetObject", "Bucket.Arn/d/x", []string{"api", "portal", "mailer", "intake", "reminders"}},
		{"s3:GetObject", "Bucket.Arn/up/x", []string{"intake", "reminders"}},
		{"s3:DeleteObject", "Bucket.Arn/d/x", []string{"intake", "reminders"}},
		{"s3:GetObject", "Bucket.Arn/elsewhere", nil},
	} {
		for function, statements := range may {
			if got, want := Allows(statements, c.action, c.resource, ""), slices.Contains(c.who, function); got != want {
				t.Errorf("%s %s %s: allowed %v, want %v", function, c.action, c.resource, got, want)
			}
		}
	}
	var sign struct {
		Document struct {
			Statement []struct {
				Action    string         `yaml:"Action"`
				Condition map[string]any `yaml:"Condition"`
			} `yaml:"Statement"`
		} `yaml:"PolicyDocument"`
	}
	r := read(t).Resources["Sign"]
	if err := r.Properties.Decode(&sign); err != nil {
		t.Fatal(err)
	}
	clean := want(t, `StringEquals: {s3:ExistingObjectTag/GuardDutyMalwareScanStatus: NO_THREATS_FOUND}`)
	for _, s := range sign.Document.Statement {
		if s.Action == "s3:GetObject" && !cmp.Equal(s.Condition, clean) {
			t.Errorf("links open what is %v", s.Condition)
		}
	}
}
