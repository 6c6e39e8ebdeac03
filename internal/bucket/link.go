package bucket

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// LinkLife is how long a link opens its object.
const LinkLife = time.Minute

// Link signs a GET of the object under key, which a browser saves as a file
// called name, of contentType, whatever it was stored as. Who holds the link
// needs nothing else for LinkLife.
func (b *Bucket) Link(key, name, contentType string) (string, error) {
	ctx := context.Background()
	credentials, err := b.Credentials.Retrieve(ctx)
	if err != nil {
		return "", fmt.Errorf("bucket: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, b.at(key), nil)
	if err != nil {
		return "", fmt.Errorf("bucket: %w", err)
	}
	r.URL.RawQuery = url.Values{
		"X-Amz-Expires":                {strconv.Itoa(int(LinkLife / time.Second))},
		"response-content-disposition": {attachment(name)},
		"response-content-type":        {printable(contentType)},
	}.Encode()
	link, _, err := b.signer.PresignHTTP(ctx, credentials, r, "UNSIGNED-PAYLOAD", "s3", b.Region, b.Now())
	if err != nil {
		return "", fmt.Errorf("bucket: sign: %w", err)
	}
	return link, nil
}

// attachment says that a browser shall save and not show, under name as RFC
// 6266 and RFC 8187 write it: UTF-8, with all but a few letters escaped, so
// that no name can end the header or the value. What would move the file
// elsewhere or make its name read otherwise becomes a low line; a name with
// nothing left is "document".
func attachment(name string) string {
	safe := strings.Trim(strings.Map(inName, strings.ToValidUTF8(name, "_")), ". ")
	if safe == "" {
		safe = "document"
	}
	return "attachment; filename*=UTF-8''" + escaped(safe, "")
}

// inName replaces separators, control characters, and the invisible ones that
// turn the direction of writing; those that join letters and emoji stay.
func inName(r rune) rune {
	const joiner, nonJoiner = '\u200d', '\u200c'
	switch {
	case r == joiner || r == nonJoiner:
		return r
	case r == '/' || r == '\\' || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		return '_'
	}
	return r
}

// printable keeps what a header may hold.
func printable(value string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, value)
}
