package template

import (
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
LifecycleConfiguration: {Rules: [{Id: unfinished, Status: Enabled, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 1}}]}
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

// Every object is scanned, whatever its key, and tagged with the verdict.
func TestEveryObjectIsScanned(t *testing.T) {
	_, got := properties(t, "AWS::GuardDuty::MalwareProtectionPlan")
	diff := cmp.Diff(want(t, `
Role: ScanRole.Arn
ProtectedResource: {S3Bucket: {BucketName: Bucket}}
Actions: {Tagging: {Status: ENABLED}}
`), got)
	if diff != "" {
		t.Error(diff)
	}
}
