package bucket_test

import (
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/credentials"

	"tierce/internal/bucket"
	"tierce/internal/bucket/buckettest"
	"tierce/internal/local/objects"
)

// follow does what a browser does with a link.
func follow(t testing.TB, link string) (*http.Response, string) {
	t.Helper()
	res, err := http.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func link(t testing.TB, b *bucket.Bucket, key, name, contentType string) string {
	t.Helper()
	l, err := b.Link(key, name, contentType)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestALinkSavesTheFileUnderItsName(t *testing.T) {
	b := buckettest.New(t)
	put(t, b, "d/one", "<script>alert(1)</script>")
	for name, want := range map[string]string{
		"contrat signé.pdf":                   "contrat signé.pdf",
		"👩‍👩‍👧 famille 2026.pdf":              "👩‍👩‍👧 famille 2026.pdf",
		`a"; filename="b.exe`:                 `a"; filename="b.exe`,
		"a\r\nSet-Cookie: x=1":                "a__Set-Cookie: x=1",
		"../../etc/passwd":                    "_.._etc_passwd",
		`C:\temp\x.pdf`:                       "C:_temp_x.pdf",
		"fdp\u202eexe.":                       "fdp_exe",
		"":                                    "document",
		" .. ":                                "document",
		"100 % l'été * (copie); x=y&z+1.pdf":  "100 % l'été * (copie); x=y&z+1.pdf",
		"\xff\xfe.pdf":                        "_.pdf",
		"a\x00b\x7fc.pdf":                     "a_b_c.pdf",
		"%0d%0aSet-Cookie%3a x%3d1%2e%2e.pdf": "%0d%0aSet-Cookie%3a x%3d1%2e%2e.pdf",
	} {
		res, body := follow(t, link(t, b, "d/one", name, "application/pdf"))
		if res.StatusCode != http.StatusOK || body != "<script>alert(1)</script>" {
			t.Errorf("%q: %d %s", name, res.StatusCode, body)
		}
		kind, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
		if err != nil || kind != "attachment" || params["filename"] != want || len(params) != 1 {
			t.Errorf("%q: %s, %q, %v", name, kind, params, err)
		}
		if got := res.Header.Get("Content-Type"); got != "application/pdf" || res.Header.Get("Set-Cookie") != "" {
			t.Errorf("%q: %v", name, res.Header)
		}
	}
}

// A link is good for a minute, for its object and name, and by our secret only.
func TestALinkOpensNothingElse(t *testing.T) {
	b := buckettest.New(t)
	put(t, b, "d/one", "one")
	put(t, b, "d/two", "two")
	changed := func(from, to string) string {
		l := link(t, b, "d/one", "name", "text/plain")
		if !strings.Contains(l, from) {
			t.Fatalf("no %s in %s", from, l)
		}
		return strings.Replace(l, from, to, 1)
	}
	with := func(change func(*bucket.Config)) string {
		c := b.Config
		change(&c)
		return link(t, bucket.New(c), "d/one", "name", "text/plain")
	}
	for what, l := range map[string]string{
		"a minute later":    with(func(c *bucket.Config) { c.Now = func() time.Time { return time.Now().Add(-61 * time.Second) } }),
		"a longer life":     changed("X-Amz-Expires=60", "X-Amz-Expires=600"),
		"another object":    changed("d/one", "d/two"),
		"another name":      changed("name", "other"),
		"shown in the page": changed("attachment", "inline"),
		"another type":      changed("text%2Fplain", "text%2Fhtml"),
		"another signature": changed("X-Amz-Signature=", "X-Amz-Signature=0"),
		"no signature":      strings.Split(link(t, b, "d/one", "name", "text/plain"), "?")[0],
		"a stranger's secret": with(func(c *bucket.Config) {
			c.Credentials = credentials.NewStaticCredentialsProvider(objects.Access, "other", "")
		}),
		"a stranger": with(func(c *bucket.Config) {
			c.Credentials = credentials.NewStaticCredentialsProvider("other", objects.Secret, "")
		}),
	} {
		if res, body := follow(t, l); res.StatusCode/100 != 4 || strings.Contains(body, ">one<") || body == "one" || body == "two" {
			t.Errorf("%s: %d %s", what, res.StatusCode, body)
		}
	}
	for name, method := range map[string]string{"put": http.MethodPut, "delete": http.MethodDelete} {
		r, err := http.NewRequest(method, link(t, b, "d/one", "name", "text/plain"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if res, err := http.DefaultClient.Do(r); err != nil || res.StatusCode/100 != 4 {
			t.Errorf("%s by a link: %v %v", name, res, err)
		}
	}
	if got := content(t, b, "d/one"); got != "one" {
		t.Errorf("it holds %q", got)
	}
}

// Whatever a file is called, and whatever type it claims, the header is one
// line that says "attachment" and one name, which leads nowhere.
func FuzzLinkNames(f *testing.F) {
	for _, seed := range []string{"plain.pdf", "a\r\nb", `"`, `\`, "é", "👩‍👧", "", "\x00", "\xff", "a/b", "..", "%41", "*'", "\u202e"} {
		f.Add(seed, "text/plain")
	}
	b := bucket.New(bucket.Config{Name: "b", Region: "eu-west-3", Endpoint: "http://127.0.0.1:1", Credentials: objects.Credentials()})
	f.Fuzz(func(t *testing.T, name, contentType string) {
		u, err := url.Parse(link(t, b, "k", name, contentType))
		if err != nil {
			t.Fatal(err)
		}
		header := u.Query().Get("response-content-disposition")
		kind, params, err := mime.ParseMediaType(header)
		if err != nil || kind != "attachment" || len(params) != 1 {
			t.Fatalf("%q gives %q: %v", name, header, err)
		}
		saved := params["filename"]
		if saved == "" || saved == "." || saved == ".." || !utf8.ValidString(saved) || strings.ContainsAny(saved, "/\\\x00\r\n\u202e") {
			t.Errorf("%q is saved as %q", name, saved)
		}
		if strings.ContainsAny(header+u.Query().Get("response-content-type"), "\r\n\x00") {
			t.Errorf("%q, %q: a header of two lines", name, contentType)
		}
	})
}
