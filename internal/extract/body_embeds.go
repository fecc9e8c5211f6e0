package extract

// A text rendering prints what others have posted and the article embeds: the text of a post, who posted it, a link to it.

var (
	// The last line of a post: "— Noh Ye-bin (@yebin) June 1, 2021".
	postedBy = lazyRegexp(`^[—–-] ?.{1,80}\(@\w+\),? \w+\.? \d{1,2}, \d{4}$`)
	// What a player or a post prints instead of itself.
	postLink = lazyRegexp(`^(?:View this (?:post|profile|photo|video) on \w+|A (?:post|photo|video) shared by .{1,80}|Watch on YouTube)$`)
)

// longestPost is how many bytes a post has at most: 280 letters, which have up to three bytes each.
const longestPost = 840

// removeEmbeds removes the posts from the lines of a text rendering.
func removeEmbeds(lines []line) []line {
	taken := make([]bool, len(lines))
	for i, l := range lines {
		switch {
		case postLink().MatchString(l.text):
			taken[i] = true
		case postedBy().MatchString(l.text):
			taken[i] = true
			if i > 0 && lines[i-1].picture == nil && len(lines[i-1].text) <= longestPost {
				taken[i-1] = true
			}
		}
	}
	return removeMarked(lines, taken)
}
