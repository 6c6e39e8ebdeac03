package api

import (
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"tierce/internal/fault"
	"tierce/internal/text"
)

// teach makes huma, whose messages are variables of its packages, say codes
// instead of English, and problems instead of its own errors.
var teach = sync.OnceFunc(func() {
	huma.ValidateStrictCasing = true
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return &Problem{Status: status, Code: "internal"} // the shape, for the description
	}
	huma.NewErrorWithContext = unreadable
	for message, code := range map[*string]string{
		&validation.MsgUnexpectedProperty:       "unknown-field",
		&validation.MsgExpectedBoolean:          "wrong-type",
		&validation.MsgExpectedNumber:           "wrong-number",
		&validation.MsgExpectedInteger:          "wrong-number",
		&validation.MsgExpectedString:           "wrong-type",
		&validation.MsgExpectedArray:            "wrong-type",
		&validation.MsgExpectedObject:           "wrong-type",
		&validation.MsgExpectedOneOf:            "not-one-of|%s",
		&validation.MsgExpectedMinimumNumber:    "too-small|%v",
		&validation.MsgExpectedMaximumNumber:    "too-big|%v",
		&validation.MsgExpectedMinLength:        "too-short|%d",
		&validation.MsgExpectedMaxLength:        "too-long|%d",
		&validation.MsgExpectedBePattern:        "bad-form|%s",
		&validation.MsgExpectedMatchPattern:     "bad-form|%s",
		&validation.MsgExpectedRequiredProperty: "missing|%s",
	} {
		*message = code
	}
})

// argument names what follows a code's bar in its sentence.
var argument = map[string]string{
	"not-one-of": "known", "too-small": "min", "too-big": "max", "too-short": "min", "too-long": "max",
}

// unreadable turns what huma found wrong with a request, before any handler
// saw it, into a problem. A refusal of admit comes this way too.
func unreadable(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
	c := ctx.Context()
	if len(errs) == 1 && fault.Of(errs[0]) != nil {
		p := problemOf(c, errs[0])
		for name, values := range p.headers {
			ctx.SetHeader(name, values[0])
		}
		return p
	}
	var p *Problem
	switch status {
	case http.StatusUnprocessableEntity:
		p = speak(c, status, &fault.Fault{Kind: fault.Invalid, Code: "invalid", Fields: fields(errs)})
	case http.StatusRequestEntityTooLarge:
		p = refusal(c, status, "too-large")
	case http.StatusUnsupportedMediaType:
		p = refusal(c, status, "not-json")
	case http.StatusBadRequest, http.StatusRequestTimeout:
		p = refusal(c, http.StatusBadRequest, malformed(msg, errs))
	default:
		p = problemOf(c, errs[0])
	}
	ctx.SetHeader("Content-Language", p.headers.Get("Content-Language"))
	return p
}

func malformed(msg string, errs []error) string {
	if msg == "request body is required" {
		return "body-missing"
	}
	for _, err := range errs {
		if d, ok := err.(*huma.ErrorDetail); ok && d.Message == errNotUTF8.Error() {
			return errNotUTF8.Error()
		}
	}
	return "malformed"
}

// fields names each value that huma found wrong, as rooms do: values.premium,
// not body.values.premium.
func fields(errs []error) []fault.Field {
	var all []fault.Field
	for _, err := range errs {
		d, ok := err.(*huma.ErrorDetail)
		if !ok {
			continue
		}
		_, path, _ := strings.Cut(d.Location, ".")
		code, arg, _ := strings.Cut(d.Message, "|")
		f := fault.Field{Path: path, Code: known(code)}
		switch {
		case code == "missing":
			f.Path = strings.TrimPrefix(path+"."+arg, ".")
		case argument[code] != "":
			f.Args = []any{argument[code], strings.ReplaceAll(arg, `", "`, ", ")}
		}
		all = append(all, f)
	}
	return all
}

// known maps the few messages that huma does not let be changed.
func known(code string) string {
	switch {
	case strings.HasPrefix(code, "required "):
		return "missing"
	case code == "unknown query parameter":
		return "unknown-field"
	case code == "invalid integer":
		return "wrong-number"
	case code == "invalid boolean":
		return "wrong-type"
	case !text.EN.Has("error." + code):
		return "malformed"
	}
	return code
}
