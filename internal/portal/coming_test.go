package portal

// The pages under way use these.
var (
	_ = (*visitor).send
	_ = (*visit).ref
	_ = idIn
)
