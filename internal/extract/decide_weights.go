package extract

// Written by make fit on 2026-11-27. Accepted, of all pages of a kind, by weights that were fitted without the page's host, and by these:
//
//	news    article       102, 102 of 102
//	papers  article       129, 129 of 129
//	types   article        87,  88 of 90
//	types   collection      8,   7 of 32
//	types   documentation  17,  17 of 20
//	types   forum          15,  15 of 25
//	types   listing        15,  17 of 43
//	types   product        22,  22 of 25
//	types   service        15,  15 of 25
const intercept = -4.585

// typical is the mean among the articles.
var weights = [signCount]struct{ weight, typical float64 }{
	ownProse:       {0.562, 8.44},
	ownShare:       {0.898, 0.84},
	otherTitles:    {-0.590, 1.48},
	pricedLines:    {-0.348, 0.08},
	statedHeadline: {2.040, 0.79},
	dateOrByline:   {1.341, 0.96},
	statedDate:     {0.575, 0.85},
	statedKind:     {1.576, 0.81},
	excerptStart:   {0.776, 0.24},
	articleAddress: {2.132, 0.91},
}
