package api_test

// The tests under way use these.
var (
	_ = (*house).rows
	_ = (*house).wait
	_ = (*house).account
	_ = (*house).key
)
