package portal

import "tierce/internal/fault"

// simple is a page that holds little more than one form.
type simple struct {
	Intro []string
	Form  form
	After []string
}

// mend shows the page of a form again with what err says about it and all
// that was typed, or leaves the refusal to a page of its own.
func (v *visit) mend(err error, page func(status int, p *problem) error) error {
	if !mendable(err) {
		return err
	}
	v.typed = true
	v.retryAfter(fault.Of(err))
	return page(statusOf(err), v.problemOf(err))
}
