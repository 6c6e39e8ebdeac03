package bucket

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"

	"tierce/internal/fault"
)

// ErrAbsent says that there is no object under the key.
var ErrAbsent = errors.New("bucket: no such object")

// Largest is what Put takes, in bytes: what a form without a script can bring
// through API Gateway and a function.
const Largest = 4 << 20

// Get opens the object under key, and says its size in bytes. The caller
// closes it. ErrAbsent where there is none; a fault Unavailable where S3 does
// not answer as it should.
func (b *Bucket) Get(ctx context.Context, key string) (io.ReadCloser, int64, error) {
	answer, err := b.call(ctx, http.MethodGet, key, "", nil)
	if err != nil {
		return nil, 0, err
	}
	return answer.Body, answer.ContentLength, nil
}

// Read gives the object under key, which must have most bytes at most.
func (b *Bucket) Read(ctx context.Context, key string, most int64) ([]byte, error) {
	body, size, err := b.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	content, err := io.ReadAll(io.LimitReader(body, most+1))
	switch {
	case err != nil:
		return nil, unavailable(http.MethodGet, err)
	case int64(len(content)) != size || size > most:
		return nil, unavailable(http.MethodGet, io.ErrUnexpectedEOF)
	}
	return content, nil
}

// Head says how many bytes the object under key has, or that there is none.
func (b *Bucket) Head(ctx context.Context, key string) (size int64, found bool, err error) {
	answer, err := b.call(ctx, http.MethodHead, key, "", nil)
	if errors.Is(err, ErrAbsent) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	answer.Body.Close()
	return answer.ContentLength, true, nil
}

// Put stores content under key, over what is there, for a form that was sent
// without a script. It takes Largest bytes at most.
func (b *Bucket) Put(ctx context.Context, key, contentType string, content []byte) error {
	if len(content) > Largest {
		return fmt.Errorf("bucket: put: %d bytes, over %d", len(content), Largest)
	}
	answer, err := b.call(ctx, http.MethodPut, key, contentType, content)
	if err == nil {
		answer.Body.Close()
	}
	return err
}

// Delete removes the object under key; that there is none is success.
func (b *Bucket) Delete(ctx context.Context, key string) error {
	answer, err := b.call(ctx, http.MethodDelete, key, "", nil)
	if errors.Is(err, ErrAbsent) {
		return nil
	}
	if err == nil {
		answer.Body.Close()
	}
	return err
}

// Copy stores under to what lies under from, over what is there. ErrAbsent
// where nothing does.
func (b *Bucket) Copy(ctx context.Context, from, to string) error {
	answer, err := b.send(ctx, http.MethodPut, to, http.Header{copySource: {"/" + b.Name + "/" + escaped(from, "/")}}, nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	// What fails after S3 has begun to answer is said in a body, with 200.
	var said struct{ XMLName xml.Name }
	if err := xml.NewDecoder(io.LimitReader(answer.Body, 64<<10)).Decode(&said); err != nil || said.XMLName.Local != "CopyObjectResult" {
		return unavailable(http.MethodPut, fmt.Errorf("copy says %q, %v", said.XMLName.Local, err))
	}
	return nil
}

// copySource names the object that a PUT copies.
const copySource = "X-Amz-Copy-Source"

// call signs and sends one request. An answer that it returns is a success.
func (b *Bucket) call(ctx context.Context, method, key, contentType string, content []byte) (*http.Response, error) {
	header := http.Header{}
	if contentType != "" {
		header.Set("Content-Type", contentType)
	}
	return b.send(ctx, method, key, header, content)
}

func (b *Bucket) send(ctx context.Context, method, key string, header http.Header, content []byte) (*http.Response, error) {
	credentials, err := b.Credentials.Retrieve(ctx)
	if err != nil {
		return nil, fmt.Errorf("bucket: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, method, b.at(key), bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("bucket: %w", err)
	}
	r.Header = header
	hash := sha256.Sum256(content)
	sum := hex.EncodeToString(hash[:])
	r.Header.Set("X-Amz-Content-Sha256", sum)
	if err := b.signer.SignHTTP(ctx, credentials, r, sum, "s3", b.Region, b.Now()); err != nil {
		return nil, fmt.Errorf("bucket: sign: %w", err)
	}
	answer, err := b.Client.Do(r)
	if err != nil {
		return nil, unavailable(method, bare(err))
	}
	if answer.StatusCode/100 == 2 {
		return answer, nil
	}
	defer answer.Body.Close()
	return nil, refused(method, answer)
}

// refused reads why S3 said no: a status and a code, never its message, which
// gives back what was sent.
func refused(method string, answer *http.Response) error {
	var said struct{ Code string }
	_ = xml.NewDecoder(io.LimitReader(answer.Body, 64<<10)).Decode(&said) // a HEAD says nothing
	if answer.StatusCode == http.StatusNotFound && (said.Code == "NoSuchKey" || method == http.MethodHead) {
		return ErrAbsent
	}
	return unavailable(method, fmt.Errorf("%d %s", answer.StatusCode, said.Code))
}

// bare drops the URL, which http.Client puts before each of its errors.
func bare(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

func unavailable(method string, cause error) error {
	f := fault.New(fault.Unavailable, "unavailable")
	f.Cause = fmt.Errorf("bucket: %s: %w", method, cause)
	return f
}
