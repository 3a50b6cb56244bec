namespace Simulator.Planning.Tracing;

/// <summary>The difference of two traced values, formed from what they do not have in common before rounding can remove it.</summary>
/// <remarks>
/// <para>
/// A total carries 24 bits, so the difference of two totals that differ in their tenth digit is noise. Here sums are taken
/// apart into terms and products into factors: what both values have cancels exactly, what is left over is subtracted factor
/// by factor, x·y − x'·y' = (x − x')·y + x'·(y − y'). Constants are subtracted in double precision. The result is made of
/// ordinary operations on the values of the samples, so every lane and every device computes the same.
/// </para>
/// <para>
/// Rounding is then relative to the differences of the inputs, not to the totals. Where nothing is in common, the result is
/// the plain difference.
/// </para>
/// </remarks>
internal sealed class TraceDifference
{
    // Two constants that should be equal may have been computed by different ways, in double.
    private const double SameConstant = 1e-12;

    // Sums of sums share their terms; a sum that is written out more often than this is left as it is.
    private const int MostTerms = 4096;

    private readonly Trace _trace;
    private readonly IReadOnlyList<TracedExpression> _all;
    private readonly Dictionary<int, HashSet<int>> _draws = [];
    private bool _isPlain;

    private TraceDifference(Trace trace) => (_trace, _all) = (trace, trace.Expressions);

    /// <summary>left − right, and whether rounded values of different samples had to be subtracted from each other.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of the same trace.</param>
    public static (TraceLane Value, bool IsPlain) Of(TraceLane left, TraceLane right)
    {
        if ((left.Trace ?? right.Trace) is not { } trace)
        {
            return (TraceLane.Constant(Difference(left.Factor, right.Factor)), false);
        }

        var difference = new TraceDifference(trace);
        return (difference.Of(Terms.Of(left), Terms.Of(right)), difference._isPlain);
    }

    private TraceLane Plain(Product more, Product less)
    {
        _isPlain = true;
        return ValueOf(more) - ValueOf(less);
    }

    private static double Difference(double left, double right) =>
        Math.Abs(left - right) <= SameConstant * Math.Max(Math.Abs(left), Math.Abs(right)) ? 0 : left - right;

    private TraceLane Of(Terms left, Terms right)
    {
        Expand(left);
        Expand(right);
        var sum = TraceLane.Constant(Difference(left.Constant, right.Constant));
        foreach (var expression in left.Factors.Keys.Where(right.Factors.ContainsKey).ToList())
        {
            sum += TraceLane.Constant(Difference(left.Factors[expression], right.Factors[expression])) * ValueOf(expression);
            left.Factors.Remove(expression);
            right.Factors.Remove(expression);
        }

        var (more, less) = (left.Products(Factors), right.Products(Factors));
        foreach (var (one, other) in Closest(more, less))
        {
            sum += OfProducts(one, other);
            more.Remove(one);
            less.Remove(other);
        }

        _isPlain |= more.Count > 0 && less.Count > 0;
        sum = more.Aggregate(sum, (total, product) => total + ValueOf(product));
        return less.Aggregate(sum, (total, product) => total - ValueOf(product));
    }

    /// <summary>Writes sums out until every term is a draw, a product, or something that cannot be taken apart.</summary>
    private void Expand(Terms terms)
    {
        var open = terms.Factors.ToList();
        terms.Factors.Clear();
        for (var written = 0; open.Count > 0; written++)
        {
            var (expression, factor) = open[^1];
            open.RemoveAt(open.Count - 1);
            var (operation, left, right, constant) = _all[expression];
            switch (operation)
            {
                case Operation.AddScaled when written < MostTerms:
                    open.Add(new(right, factor * constant));
                    open.Add(new(left, factor));
                    break;
                case Operation.AddConstant:
                    open.Add(new(left, factor));
                    terms.Constant += factor * constant;
                    break;
                case Operation.SubtractFrom:
                    open.Add(new(left, -factor));
                    terms.Constant += factor * constant;
                    break;
                case Operation.Scale:
                    open.Add(new(left, factor * constant));
                    break;
                default:
                    terms.Factors[expression] = terms.Factors.GetValueOrDefault(expression) + factor;
                    break;
            }
        }
    }

    /// <summary>Numerators and denominators of a term.</summary>
    private Product Factors(int expression, double factor)
    {
        var product = new Product(factor, [], []);
        Collect(expression, product.Above, product.Below, ref factor);
        return product with { Factor = factor };
    }

    private void Collect(int expression, List<int> above, List<int> below, ref double factor)
    {
        var (operation, left, right, constant) = _all[expression];
        switch (operation)
        {
            case Operation.Multiply:
                Collect(left, above, below, ref factor);
                Collect(right, above, below, ref factor);
                break;
            case Operation.Divide:
                Collect(left, above, below, ref factor);
                Invert(right, ref factor);
                break;
            case Operation.Reciprocal:
                Invert(left, ref factor);
                break;
            case Operation.Scale:
                factor *= constant;
                Collect(left, above, below, ref factor);
                break;
            default:
                above.Add(expression);
                factor /= ScaleOf(expression);
                break;
        }

        void Invert(int divisor, ref double factor)
        {
            var inverse = 1.0;
            Collect(divisor, below, above, ref inverse);
            factor /= inverse;
        }
    }

    // 1 − 0.01·x is recorded as 0.01·(100 − x): a factor is taken in units of its constant, so that a change of x's share
    // does not look like one of the whole.
    private double ScaleOf(int expression)
    {
        var (operation, left, _, constant) = _all[expression];
        return operation switch
        {
            Operation.AddConstant or Operation.SubtractFrom when constant != 0 => 1 / Math.Abs(constant),
            Operation.MaximumConstant or Operation.MaximumScaled => ScaleOf(left),
            _ => 1,
        };
    }

    /// <summary>Pairs of products that have something in common, those with most of it first; no product is in two pairs.</summary>
    private List<(Product More, Product Less)> Closest(List<Product> more, List<Product> less)
    {
        var candidates = new List<(int Score, int More, int Less)>();
        var (draws, others) = (more.ConvertAll(Draws), less.ConvertAll(Draws));
        for (var i = 0; i < more.Count; i++)
        {
            for (var j = 0; j < less.Count; j++)
            {
                // Factors in common are made of the same draws.
                if (draws[i].Overlaps(others[j]))
                {
                    candidates.Add((1 + (2 * (Common(more[i].Above, less[j].Above).Count + Common(more[i].Below, less[j].Below).Count)), i, j));
                }
            }
        }

        var (taken, alsoTaken) = (new HashSet<int>(), new HashSet<int>());
        var pairs = new List<(Product More, Product Less)>();
        foreach (var (_, i, j) in candidates.OrderByDescending(candidate => candidate.Score))
        {
            if (!taken.Contains(i) && !alsoTaken.Contains(j))
            {
                taken.Add(i);
                alsoTaken.Add(j);
                pairs.Add((more[i], less[j]));
            }
        }

        return pairs;
    }

    private TraceLane OfProducts(Product more, Product less)
    {
        var (above, below) = (Common(more.Above, less.Above), Common(more.Below, less.Below));
        var rest = OfDistinct(more.Without(above, below), less.Without(above, below));
        return rest.IsConstant && rest.Factor == 0 ? rest : rest * ValueOf(new Product(1, above, below));
    }

    /// <summary>The difference of two products without a common factor.</summary>
    private TraceLane OfDistinct(Product more, Product less)
    {
        if (more.Below.Count + less.Below.Count > 0)
        {
            // n/d − n'/d' = (n − n')/d − n'·(d − d')/(d·d'), where the denominators have to do with each other.
            if (!Draws(more.Below).Overlaps(Draws(less.Below)))
            {
                return Plain(more, less);
            }

            var (d, other) = (ValueOf(new Product(1, more.Below, [])), ValueOf(new Product(1, less.Below, [])));
            var (n, m) = (more with { Below = [] }, less with { Below = [] });
            return (OfDistinct(n, m) / d) - (ValueOf(m) * OfProducts(new Product(1, more.Below, []), new Product(1, less.Below, [])) / (d * other));
        }

        if (more.Above.Count <= 1 && less.Above.Count <= 1)
        {
            return OfSingle(more, less);
        }

        if (Related(more.Above, less.Above) is not { } pair)
        {
            return Plain(more, less);
        }

        // c·u·U − c'·v·V = (c·u − c'·v)·U + c'·v·(U − V)
        var (u, v) = (new Product(more.Factor, [pair.More], []), new Product(less.Factor, [pair.Less], []));
        var (restOfMore, restOfLess) = (more.Without([pair.More], []) with { Factor = 1 }, less.Without([pair.Less], []) with { Factor = 1 });
        return (OfDistinct(u, v) * ValueOf(restOfMore)) + (ValueOf(v) * OfDistinct(restOfMore, restOfLess));
    }

    private TraceLane OfSingle(Product more, Product less)
    {
        int? u = more.Above.Count > 0 ? more.Above[0] : null, v = less.Above.Count > 0 ? less.Above[0] : null;
        var (c, d) = (more.Factor * (u is { } x ? ScaleOf(x) : 1), less.Factor * (v is { } y ? ScaleOf(y) : 1));
        if ((u is { } left && IsSum(left)) || (v is { } right && IsSum(right)) || u is null || v is null)
        {
            return Of(Terms.Of(u, c), Terms.Of(v, d));
        }

        var (a, b) = (_all[u.Value], _all[v.Value]);
        if (a.Operation == Operation.SquareRoot && b.Operation == Operation.SquareRoot && c > 0 && d > 0)
        {
            // √x − √y = (x − y)/(√x + √y)
            return Of(Terms.Of(a.Left, c * c), Terms.Of(b.Left, d * d)) / (ValueOf(more) + ValueOf(less));
        }

        if (IsMaximum(a) && IsMaximum(b) && c > 0 && d > 0)
        {
            return OfMaxima(Operands(a, c), Operands(b, d));
        }

        return Plain(more, less);
    }

    // max(x, y) = y + (x − y)⁺. With d = (x − x') − (y − y'), (x − y)⁺ − (x' − y')⁺ is min(d, (x − y)⁺) for d above 0 and
    // −min(−d, (x' − y')⁺) below: the gaps between x and y, which are rounded, decide only which of them is the larger.
    private TraceLane OfMaxima((Terms X, Terms Y) more, (Terms X, Terms Y) less)
    {
        var (gap, otherGap) = (ValueOf(more.X) - ValueOf(more.Y), ValueOf(less.X) - ValueOf(less.Y));
        var (ofX, ofY) = (Of(more.X, less.X), Of(more.Y, less.Y));
        var (nothing, change) = (TraceLane.Constant(0), ofX - ofY);
        var rise = Min(TraceLane.Max(change, nothing), TraceLane.Max(gap, nothing));
        var fall = Min(TraceLane.Max(nothing - change, nothing), TraceLane.Max(otherGap, nothing));
        return (ofY + rise) - fall;
    }

    private static bool IsMaximum(TracedExpression expression) => expression.Operation is Operation.MaximumScaled or Operation.MaximumConstant;

    private static (Terms X, Terms Y) Operands(TracedExpression maximum, double factor) => (
        Terms.Of(maximum.Left, factor),
        maximum.Operation == Operation.MaximumScaled ? Terms.Of(maximum.Right, factor * maximum.Constant) : Terms.Of(null, factor * maximum.Constant));

    private static TraceLane Min(TraceLane a, TraceLane b) =>
        TraceLane.Constant(0) - TraceLane.Max(TraceLane.Constant(0) - a, TraceLane.Constant(0) - b);

    private bool IsSum(int expression) =>
        _all[expression].Operation is Operation.AddScaled or Operation.AddConstant or Operation.SubtractFrom or Operation.Scale;

    /// <summary>Two factors that depend on the same draws; null if there are none.</summary>
    private (int More, int Less)? Related(List<int> more, List<int> less)
    {
        foreach (var u in more)
        {
            foreach (var v in less)
            {
                if (Draws(u).Overlaps(Draws(v)))
                {
                    return (u, v);
                }
            }
        }

        return null;
    }

    private static List<int> Common(List<int> one, List<int> other)
    {
        var rest = new List<int>(other);
        return [.. one.Where(rest.Remove)];
    }

    private HashSet<int> Draws(Product product) => [.. Draws(product.Above), .. Draws(product.Below)];

    private HashSet<int> Draws(List<int> expressions) => [.. expressions.SelectMany(Draws)];

    private HashSet<int> Draws(int expression)
    {
        if (!_draws.TryGetValue(expression, out var draws))
        {
            var (operation, left, right, _) = _all[expression];
            draws = operation == Operation.Draw ? [left] : right < 0 ? Draws(left) : [.. Draws(left), .. Draws(right)];
            _draws.Add(expression, draws);
        }

        return draws;
    }

    private TraceLane ValueOf(int expression) => _trace.ValueOf(expression);

    private TraceLane Scaled(int expression) => TraceLane.Constant(ScaleOf(expression)) * ValueOf(expression);

    private TraceLane ValueOf(Terms terms) =>
        terms.Factors.Aggregate(TraceLane.Constant(terms.Constant), (sum, term) => sum + (TraceLane.Constant(term.Value) * ValueOf(term.Key)));

    private TraceLane ValueOf(Product product)
    {
        var value = product.Above.Aggregate(TraceLane.Constant(product.Factor), (value, factor) => value * Scaled(factor));
        return product.Below.Aggregate(value, (value, divisor) => value / Scaled(divisor));
    }

    /// <summary>A constant and expressions with factors, to be added up.</summary>
    private sealed class Terms
    {
        public double Constant { get; set; }

        public Dictionary<int, double> Factors { get; } = [];

        public static Terms Of(TraceLane value) => Of(value.IsConstant ? null : value.ExpressionIndex, value.Factor);

        public static Terms Of(int? expression, double factor)
        {
            var terms = new Terms();
            if (expression is { } index)
            {
                terms.Factors.Add(index, factor);
            }
            else
            {
                terms.Constant = factor;
            }

            return terms;
        }

        public List<Product> Products(Func<int, double, Product> factors) =>
            [.. Factors.Where(term => term.Value != 0).Select(term => factors(term.Key, term.Value))];
    }

    /// <summary>A constant times some expressions, over others.</summary>
    private sealed record Product(double Factor, List<int> Above, List<int> Below)
    {
        public Product Without(List<int> above, List<int> below) => new(Factor, Remaining(Above, above), Remaining(Below, below));

        private static List<int> Remaining(List<int> all, List<int> gone)
        {
            var rest = new List<int>(all);
            gone.ForEach(one => rest.Remove(one));
            return rest;
        }
    }
}
