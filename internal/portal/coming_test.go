package portal

// The pages under way use these.
var (
	_ = idIn
)
