package main

import "math"

// model holds the intercept, then the weight of each sign.
type model []float64

func (m model) score(signs []float64) float64 {
	sum := m[0]
	for i, v := range signs {
		sum += m[i+1] * v
	}
	return sum
}

// fit returns the ridge-penalized logistic regression of the fitted pages, by Newton's method.
func fit(pages []*sample) model {
	count := map[bool]float64{}
	var fitted []*sample
	for _, p := range pages {
		if p.isFitted() {
			count[p.isArticle()]++
			fitted = append(fitted, p)
		}
	}
	m := make(model, len(fitted[0].signs)+1)
	const steps = 25 // it converges in ten
	for range steps {
		gradient, curvature := m.slopes(fitted, count)
		for i, d := range solve(curvature, gradient) {
			m[i] += d
		}
	}
	return m
}

// slopes returns the gradient of the penalized likelihood and its negative second derivative. Both classes weigh the same.
func (m model) slopes(pages []*sample, count map[bool]float64) (gradient []float64, curvature [][]float64) {
	gradient, curvature = make([]float64, len(m)), make([][]float64, len(m))
	for i := range curvature {
		curvature[i] = make([]float64, len(m))
	}
	for _, p := range pages {
		x := append([]float64{1}, p.signs...)
		weight := float64(len(pages)) / (2 * count[p.isArticle()])
		chance := 1 / (1 + math.Exp(-m.score(p.signs)))
		miss := -chance
		if p.isArticle() {
			miss++
		}
		for i := range x {
			gradient[i] += weight * miss * x[i]
			for j := range x {
				curvature[i][j] += weight * chance * (1 - chance) * x[i] * x[j]
			}
		}
	}
	for i := 1; i < len(m); i++ { // the intercept is not penalized
		gradient[i] -= ridge * m[i]
		curvature[i][i] += ridge
	}
	return gradient, curvature
}

// solve returns x of a·x = b for a symmetric positive definite a, which it overwrites.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for k := i + 1; k < n; k++ {
			f := a[k][i] / a[i][i]
			for j := i; j < n; j++ {
				a[k][j] -= f * a[i][j]
			}
			b[k] -= f * b[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		sum := b[i]
		for j := i + 1; j < n; j++ {
			sum -= a[i][j] * x[j]
		}
		x[i] = sum / a[i][i]
	}
	return x
}
