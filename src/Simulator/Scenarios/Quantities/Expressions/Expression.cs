using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios.Quantities.Expressions;

/// <summary>A quantity as written, before units and bounds are applied.</summary>
/// <param name="Start">Offset of its first character.</param>
internal abstract record Expression(int Start)
{
    /// <summary>Unit after it; null if there is none.</summary>
    public Unit? Unit { get; init; }

    /// <summary>Whether it stands in parentheses.</summary>
    public bool InParentheses { get; init; }
}

/// <summary>A number, with its suffix and percent sign taken into account.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Text">As written, without unit.</param>
/// <param name="Value">Its value.</param>
internal sealed record NumberExpression(int Start, string Text, double Value) : Expression(Start)
{
    /// <summary>Whether it was written in percent.</summary>
    public bool IsPercent => Text.EndsWith('%');

    /// <summary>The suffix (k, M, G, T) it was written with; null if there is none.</summary>
    public char? Suffix => Text[^1] is 'k' or 'M' or 'G' or 'T' ? Text[^1] : null;
}

/// <summary><c>low to high</c>.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Low">The value that is undercut with a probability of 5%.</param>
/// <param name="High">The value that is exceeded with a probability of 5%.</param>
internal sealed record IntervalExpression(int Start, NumberExpression Low, NumberExpression High) : Expression(Start);

/// <summary><c>centre ± half</c>: a normal distribution whose 90% interval goes from centre − half to centre + half.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Centre">Its middle.</param>
/// <param name="Half">Half the width; in percent, of the middle.</param>
internal sealed record PlusMinusExpression(int Start, NumberExpression Centre, NumberExpression Half) : Expression(Start);

/// <summary>A constant plus a distribution.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Constant">The constant.</param>
/// <param name="Shifted">The distribution.</param>
internal sealed record ShiftExpression(int Start, NumberExpression Constant, Expression Shifted) : Expression(Start);

/// <summary>A named distribution with its arguments.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Its arguments, in order.</param>
internal sealed record CallExpression(int Start, string Name, IReadOnlyList<Argument> Arguments) : Expression(Start);

/// <summary>Data from a file.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="File">Path as written.</param>
/// <param name="FileStart">Offset of the path.</param>
/// <param name="Column">Column as written; null if the file has only one.</param>
/// <param name="ColumnStart">Offset of the column.</param>
internal sealed record EmpiricalExpression(int Start, string File, int FileStart, string? Column, int ColumnStart) : Expression(Start)
{
    /// <summary>What it was written as.</summary>
    public string Function { get; init; } = "empirical";

    /// <summary>Currency of amounts in its unit, which are written here as dollars.</summary>
    public string Currency { get; init; } = Dimensions.Currencies.Dollars;

    /// <summary>The column, for messages: the file's own name of it is not quoted.</summary>
    public string Named => Column is { } name ? $"the column {name}" : Function == "series" ? "the column of values" : "the only column";
}

/// <summary>A time series from a file.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="File">Path as written.</param>
/// <param name="FileStart">Offset of the path.</param>
/// <param name="Options">What stands behind the path, by name, each with its offset.</param>
internal sealed record SeriesExpression(int Start, string File, int FileStart, IReadOnlyDictionary<string, (string Text, int Start)> Options) : Expression(Start)
{
    /// <summary>What may stand behind the path.</summary>
    public static readonly string[] Names = ["time", "column", "zone", "stamp"];

    /// <summary>How it is written.</summary>
    public const string Usage = "series(file.csv, time=datetime, column=carbon_intensity)";

    /// <summary>What an option states; null if it is left out.</summary>
    public string? Option(string name) => Options.TryGetValue(name, out var option) ? option.Text : null;

    /// <summary>Where an option stands.</summary>
    public int OptionStart(string name) => Options.TryGetValue(name, out var option) ? option.Start : FileStart;

    /// <summary>One of its columns, for the readers of columns.</summary>
    public EmpiricalExpression AsColumn(string option) => new(Start, File, FileStart, Option(option), OptionStart(option)) { Function = "series", Unit = Unit };
}

/// <summary>One argument of a named distribution.</summary>
/// <param name="Name">Its name; null if it is positional.</param>
/// <param name="Value">Its value.</param>
/// <param name="Weight">What stands after @; null if there is none.</param>
/// <param name="Start">Offset of its first character.</param>
internal sealed record Argument(string? Name, Expression Value, NumberExpression? Weight, int Start);
