// Package bucket is the one S3 bucket, where the files of documents lie: five
// plain calls, and two signatures by which a browser sends a file there and
// fetches it without passing through a function. It has no business words, and
// decides nothing: whoever asks for a signature has decided.
//
// It speaks S3's protocol over net/http with the signer of the SDK's core;
// docs/decisions/bucket.md says why. A call is tried once: what calls it is
// tried again as a whole.
package bucket

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// Config is what a bucket is reached by.
type Config struct {
	Name        string
	Region      string
	Endpoint    string // of a stand-in, such as http://127.0.0.1:7070; "" is AWS
	Credentials aws.CredentialsProvider
	Client      *http.Client
	// Now is the real time, by which S3 judges signatures, whatever the rooms
	// believe; nil is time.Now.
	Now func() time.Time
}

// Bucket is the bucket of an installation.
type Bucket struct {
	Config
	signer *v4.Signer
	root   string // where its keys begin, without a slash at the end
}

// New gives the bucket of c. A stand-in has it in the path, AWS in the host.
func New(c Config) *Bucket {
	if c.Now == nil {
		c.Now = time.Now
	}
	b := &Bucket{Config: c, root: strings.TrimSuffix(c.Endpoint, "/") + "/" + c.Name}
	if c.Endpoint == "" {
		b.root = "https://" + c.Name + ".s3." + c.Region + ".amazonaws.com"
	}
	b.signer = v4.NewSigner(func(o *v4.SignerOptions) {
		o.DisableURIPathEscaping = true // S3 alone wants the path escaped once
	})
	return b
}

// Origin is the scheme and host that browsers send files to and are sent to
// for them: what the portal's content policy has to allow.
func (b *Bucket) Origin() string {
	scheme, rest, _ := strings.Cut(b.root, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}

// at is the URL of the object under key.
func (b *Bucket) at(key string) string {
	return b.root + "/" + escaped(key, "/")
}

// escaped writes text as S3's signatures and RFC 8187 want it: letters, digits
// and -._~ as they are, and those in also; of all else the bytes.
func escaped(text, also string) string {
	var out strings.Builder
	for _, c := range []byte(text) {
		if strings.IndexByte(plain+also, c) >= 0 {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}

const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
