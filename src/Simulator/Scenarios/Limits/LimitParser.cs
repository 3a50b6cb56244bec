using System.Text.RegularExpressions;
using Simulator.Catalog;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Limits;

/// <summary>Recursive descent over the text of one limit.</summary>
/// <remarks>
/// limit = part {'and' part};  part = probability relation share | figure output relation amount;
/// probability = 'P' '(' output relation amount ')';  figure = 'median' | 'mean' | 'p' number | 'worst' share 'mean';
/// In a comparison, an output has its scenario or its pair before it: subject = letter | letter '/' letter | letter '-' letter.
/// relation = '&lt;' | '&lt;=' | '&gt;' | '&gt;='.
/// </remarks>
internal sealed partial class LimitParser
{
    private const string Figures = "median, mean, a percentile such as p95, worst 5% mean, or P(output > amount)";
    private const string Example = "e.g. p95 emissions < 12 kt";
    private const double Percent = 100;
    private const string Subjects = "the scenario or the pair before the output: B/A emissions, B-A emissions or B emissions, where A is the first scenario";
    private const int MostParts = 32;
    private readonly string _text;
    private readonly bool _isOfComparison;
    private int _at;

    private LimitParser(string text, bool isOfComparison) => (_text, _isOfComparison) = (text, isOfComparison);

    /// <summary>Reads a whole text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOfComparison">Whether outputs are those of scenarios or pairs of them.</param>
    /// <exception cref="QuantityException">It is not a limit.</exception>
    public static Limit Parse(string text, bool isOfComparison)
    {
        var parser = new LimitParser(text, isOfComparison);
        var parts = new List<LimitPart> { parser.Part() };
        while (parser.TryTakeAnd())
        {
            if (parts.Count == MostParts)
            {
                throw new QuantityException(parser._at, FormattableString.Invariant($"more than {MostParts} conditions in one limit"), FormattableString.Invariant($"at most {MostParts}; write several limits"));
            }

            parts.Add(parser.Part());
        }

        return new Limit(text.Trim(), parts);
    }

    private LimitPart Part()
    {
        Skip();
        var start = _at;
        var part = IsProbability() ? Probability() : OfFigure();
        var text = _text[start.._at].TrimEnd();
        return part with { Text = text, Currency = part.Unit == Currencies.Dollars ? Currencies.In(text) : null, Unit = part.Unit == Currencies.Dollars ? Currencies.In(text) : part.Unit };
    }

    private LimitPart Probability()
    {
        _at = _text.IndexOf('(', _at) + 1;
        var (output, unit, subject) = Output();
        var relation = Relation();
        var amount = Amount(unit);
        Skip();
        if (_at == _text.Length || _text[_at] != ')')
        {
            throw Unexpected("')' after the amount", "is a parenthesis missing?");
        }

        _at++;
        return new LimitPart("", LimitFigure.Probability, double.NaN, output, unit, amount, relation, 0, Relation()) with { Bound = Share(), Subject = subject };
    }

    private LimitPart OfFigure()
    {
        var start = _at;
        var (figure, share) = Figure();
        var (output, unit, subject) = Output();
        if (subject is { IsPair: true } && figure is LimitFigure.Mean or LimitFigure.TailMean)
        {
            // A mean of ratios is neither the ratio of the means nor a middle of the cases.
            throw new QuantityException(start, $"a mean of {Written(subject.Value)}", "median, a percentile such as p95, or P(…) of a pair", $"median {Written(subject.Value)} {output}");
        }

        var relation = Relation();
        var amount = Amount(unit);
        return new LimitPart("", figure, share, output, unit, amount, relation, amount, relation) { Subject = subject };
    }

    private (LimitFigure Figure, double Share) Figure()
    {
        var start = _at;
        var word = Word();
        switch (word)
        {
            case "median":
                return (LimitFigure.Quantile, 0.5);
            case "mean":
                return (LimitFigure.Mean, double.NaN);
            case "worst":
                return (LimitFigure.TailMean, WorstShare());
        }

        if (word.Length > 1 && word[0] is 'p' or 'P' && word[1..].All(character => char.IsAsciiDigit(character) || character == '.'))
        {
            return (LimitFigure.Quantile, Percentile(word, start));
        }

        var hint = word.Length == 0 ? Example
            : OutputUnits.All.ContainsKey(word) ? $"say which figure of {word}: p95 {word}, mean {word}"
            : Spelling.Hint(word, ["median", "mean", "worst"]) ?? Example;
        throw new QuantityException(start, Found(start), Figures, hint);
    }

    private static double Percentile(string word, int start)
    {
        var at = 0;
        var digits = word[1..];
        var percent = NumberScanner.StartsNumber(digits[0]) ? NumberScanner.Scan(digits, ref at).Value : double.NaN;
        return percent is > 0 and < Percent && at == digits.Length
            ? percent / Percent
            : throw new QuantityException(start, $"the percentile {word}", "more than p0 and less than p100, e.g. p95 or p97.5");
    }

    private double WorstShare()
    {
        Skip();
        var start = _at;
        var share = Share();
        if (share is not (> 0 and < 1))
        {
            throw new QuantityException(start, _text[start.._at], "a share of the samples between 0% and 100%, e.g. worst 5% mean");
        }

        Skip();
        start = _at;
        return Word() == "mean" ? share : throw new QuantityException(start, Found(start), "the word mean, e.g. worst 5% mean emissions < 13 kt");
    }

    private (string Name, string Unit, LimitSubject? Subject) Output()
    {
        Skip();
        var subject = Subject();
        Skip();
        var start = _at;
        var name = Word();
        if (OutputUnits.Of(name) is { } unit)
        {
            return (name, subject is { IsRatio: true } ? "" : unit, subject);
        }

        var hint = OutputUnits.Hint(name) is { } near ? near
            : start < _text.Length && _text[start] == '(' ? "write the output without parentheses: p95 emissions"
            : null;
        throw new QuantityException(
            start, name.Length == 0 ? Found(start) : $"the unknown output '{ConfigScalar.Clip(name)}'", $"one of {string.Join(", ", OutputUnits.All.Keys)}", hint);
    }

    /// <summary>The scenario or the pair before an output; null in a run of one scenario.</summary>
    private LimitSubject? Subject()
    {
        var found = SubjectPattern().Match(_text, _at);
        if (!_isOfComparison)
        {
            return !found.Success ? null : throw new QuantityException(
                _at, $"'{found.Value.Trim()}'", "an output", "'simulator compare' has limits on scenarios and pairs of them: --limit \"P(B/A emissions > 1.1) < 5%\"");
        }

        if (!found.Success)
        {
            throw Unexpected(Subjects, null);
        }

        var (first, second) = (Index(found.Groups["first"].Value), found.Groups["second"] is { Success: true } other ? Index(other.Value) : -1);
        if (first == second)
        {
            throw new QuantityException(_at, $"'{found.Value.Trim()}'", "two different scenarios, e.g. B/A");
        }

        _at += found.Length;
        return new LimitSubject(first, second, found.Groups["sign"].Value == "/");
    }

    private static int Index(string letters) => letters.Aggregate(0, (index, letter) => (26 * index) + letter - 'A' + 1) - 1;

    /// <summary>A pair as a limit writes it.</summary>
    private static string Written(LimitSubject subject) => $"{ScenarioLetters.Of(subject.First)}{(subject.IsRatio ? '/' : '-')}{ScenarioLetters.Of(subject.Second)}";

    [GeneratedRegex(@"\G(?<first>[A-Z]{1,2})(\s*(?<sign>[/-])\s*(?<second>[A-Z]{1,2}))?(?=\s)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubjectPattern();

    private LimitRelation Relation()
    {
        Skip();
        var rest = _text.AsSpan(_at);
        (string Sign, LimitRelation Relation)[] signs =
        [
            ("<=", LimitRelation.AtMost), ("≤", LimitRelation.AtMost), ("<", LimitRelation.Less),
            (">=", LimitRelation.AtLeast), ("≥", LimitRelation.AtLeast), (">", LimitRelation.More),
        ];
        foreach (var (sign, relation) in signs)
        {
            if (rest.StartsWith(sign, StringComparison.Ordinal))
            {
                _at += sign.Length;
                return relation;
            }
        }

        throw Unexpected("<, <=, > or >=", rest.Length > 0 && rest[0] == '=' ? "a sampled figure never equals an amount: use < or >" : null);
    }

    /// <summary>A number with a unit that fits the output, in the output's unit.</summary>
    private double Amount(string unit)
    {
        Skip();
        var start = _at;
        ScanNumber("an amount");
        var end = _at;
        Skip();
        if (_at < _text.Length && Units.StartsUnit(_text[_at]) && !IsAnd())
        {
            var code = unit == Currencies.Dollars ? Currencies.In(_text[_at..]) : Currencies.Dollars;
            if (code != Currencies.Dollars)
            {
                _at = _text.IndexOf(code, _at, StringComparison.Ordinal) + code.Length;
                return InDollars(start, code);
            }

            Units.Scan(_text, ref _at);
            end = _at;
        }

        _at = end;
        return Constant(start, unit);
    }

    // Whether costs of the scenario are in that currency is seen where the limit meets the scenario.
    private double InDollars(int start, string code) => Constant(start, Currencies.Dollars, code);

    private double Share()
    {
        Skip();
        var start = _at;
        ScanNumber("a share such as 5%");
        var share = Constant(start, "");
        return share is >= 0 and <= 1
            ? share
            : throw new QuantityException(start, _text[start.._at], "a share from 0% to 100%", share is > 1 and <= Percent ? $"{_text[start.._at]}%?" : null);
    }

    private void ScanNumber(string what)
    {
        if (_at == _text.Length || !NumberScanner.StartsNumber(_text[_at]))
        {
            throw Unexpected(what, null);
        }

        NumberScanner.Scan(_text, ref _at);
    }

    private double Constant(int start, string unit, string currency = Currencies.Dollars)
    {
        try
        {
            return QuantityParser.ParseConstant(_text[start.._at].Replace(currency, Currencies.Dollars, StringComparison.Ordinal), unit);
        }
        catch (QuantityException exception)
        {
            throw new QuantityException(start + exception.Offset, exception.Found, exception.Allowed, exception.Hint);
        }
    }

    private bool TryTakeAnd()
    {
        Skip();
        if (_at == _text.Length)
        {
            return false;
        }

        if (!IsAnd())
        {
            throw Unexpected("the end, or 'and' and a further statement", string.CompareOrdinal(_text, _at, "or", 0, 2) == 0 ? "every limit of a scenario has to hold; only 'and' joins statements" : null);
        }

        _at += 3;
        return true;
    }

    private bool IsAnd() =>
        string.CompareOrdinal(_text, _at, "and", 0, 3) == 0 && (_at + 3 >= _text.Length || !char.IsLetterOrDigit(_text[_at + 3]));

    private bool IsProbability()
    {
        var at = _at;
        if (at >= _text.Length || _text[at] is not ('P' or 'p'))
        {
            return false;
        }

        at++;
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        return at < _text.Length && _text[at] == '(';
    }

    private string Word()
    {
        Skip();
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' || (_text[_at] == '.' && _at > start)))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private string Found(int at) => at >= _text.Length ? "the end of the text" : $"'{ConfigScalar.Clip(_text[at..])}'";

    private QuantityException Unexpected(string allowed, string? hint) => new(_at, Found(_at), allowed, hint);
}
