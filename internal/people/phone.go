package people

import (
	"slices"
	"strings"

	"tierce/internal/fault"
)

// callingCodes are the country codes of E.164 in use (ITU-T list of assigned
// codes), without the services that no person answers.
var callingCodes = strings.Fields(
	"1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 " +
		"84 86 90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 " +
		"235 236 237 238 239 240 241 242 243 244 245 246 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 " +
		"264 265 266 267 268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 " +
		"376 377 378 379 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 " +
		"592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 " +
		"691 692 850 852 853 855 856 880 886 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 992 " +
		"993 994 995 996 998")

// Phone checks the form of a telephone number typed into field in the
// international way, and gives it in E.164: +33639980001. Spaces, dots,
// hyphens and brackets do not matter, nor the (0) that some write after the
// country's code. Whether somebody answers there is proven by a code sent to
// it, not here (ABB-3).
func Phone(field, s string) (string, error) {
	s = strings.ReplaceAll(strings.TrimSpace(s), "(0)", "")
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .-()/\u00a0\u202f\u2011", r) {
			return -1
		}
		return r
	}, s)
	if rest, ok := strings.CutPrefix(s, "00"); ok {
		s = "+" + rest
	}
	digits, plus := strings.CutPrefix(s, "+")
	switch {
	case digits == "":
		return "", fault.Bad(field, "missing")
	case strings.Trim(digits, "0123456789") != "":
		return "", fault.Bad(field, "bad-phone")
	case !plus:
		return "", fault.Bad(field, "phone-without-country")
	case len(digits) < 8 || len(digits) > 15 || !assigned(digits):
		return "", fault.Bad(field, "bad-phone")
	}
	return "+" + digits, nil
}

// assigned tells whether digits begin with a country's code. No code is the
// beginning of another.
func assigned(digits string) bool {
	return slices.ContainsFunc(callingCodes, func(code string) bool { return strings.HasPrefix(digits, code) })
}
