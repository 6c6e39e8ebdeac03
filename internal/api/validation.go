package api

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"tierce/internal/fault"
	"tierce/internal/text"
)

// teach makes huma, whose messages are variables of its packages, say codes
// instead of English.
var teach = sync.OnceFunc(func() {
	huma.ValidateStrictCasing = true
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

// invalid tells every value that is not right.
func invalid(ctx context.Context, f *findings) *Problem {
	return speak(ctx, http.StatusUnprocessableEntity, &fault.Fault{Kind: fault.Invalid, Code: "invalid", Fields: fields(f.all.Errors)})
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
		case code == "missing" && arg != "":
			f.Path = strings.TrimPrefix(path+"."+arg, ".")
		case argument[code] != "":
			f.Args = []any{argument[code], strings.ReplaceAll(arg, `", "`, ", ")}
		}
		all = append(all, f)
	}
	return all
}

// known maps to one code the few messages that huma does not let be changed.
func known(code string) string {
	if !text.EN.Has("error." + code) {
		return "malformed"
	}
	return code
}
