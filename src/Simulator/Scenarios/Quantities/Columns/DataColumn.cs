using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Quantities.Columns;

/// <summary>A column of a CSV file that belongs to no key: its numbers in a unit that a scenario can state.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Values">Its numbers, in the order of the file.</param>
/// <param name="Unit">Their unit; empty for plain numbers.</param>
/// <param name="Remark">What is not known of the unit, or was converted, as a sentence; null if there is nothing to say.</param>
internal sealed record DataColumn(string Name, IReadOnlyList<double> Values, string Unit, string? Remark)
{
    /// <summary>Reads a column; rows are refused as <c>empirical()</c> refuses them.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="column">Name of the column; null if the file has only one.</param>
    /// <param name="unit">The unit as stated; null to take that of the cells, or of the name where it can be read in one way.</param>
    /// <param name="files">Where to find the file.</param>
    /// <exception cref="QuantityException">The column, a row or the unit is wrong.</exception>
    public static DataColumn Read(string path, string? column, string? unit, SourceFiles files)
    {
        var expression = new EmpiricalExpression(0, path, 0, column, 0);
        var stated = unit is null ? null : ColumnCells.UnitOf(unit) ?? throw new QuantityException(
            0, $"the unit '{unit}'", "a unit of the scenario format, e.g. W, kWh, USD/MWh, gCO2e/kWh or %");
        var file = EmpiricalFile.Read(expression, "", files);
        var target = stated ?? file.CellUnit ?? OfName(expression, file.Column);
        var decided = new DataUnit(expression, file, target ?? Dimensions.Unit.None) { StatedIn = "the command line" }.Decide(stated);
        if (decided is null or { IsNone: true })
        {
            return new(file.Column, file.Values, "", $"The column {file.Column} states no unit: the parameters are plain numbers.");
        }

        // A scenario states shares as plain numbers, and no thousandths of a unit.
        var written = decided.Text == Dimensions.Unit.Percent.Text ? Dimensions.Unit.None
            : decided.IsSmall ? Units.Parse(UnitTable.WithoutSmall(decided.Text)) : decided;
        var remark = decided.In(written) == 1 ? null
            : $"The numbers of the column {file.Column} are in {decided}; here they are {(written.IsNone ? "shares of 1" : "in " + written)}, as a scenario states them.";
        return new(file.Column, [.. file.Values.Select(value => decided.Convert(value, written))], written.Text, remark);
    }

    private static Unit? OfName(EmpiricalExpression expression, string name)
    {
        var named = ColumnUnit.Of(name);
        List<Unit> readings = [.. named.Readings.DistinctBy(reading => (reading.Dimension, reading.Numerator, reading.Denominator))];
        if (named.Refusal is not null || readings.Count == 0)
        {
            return null;
        }

        return readings.Count == 1 && !named.IsLoose && !named.IsWeak ? readings[0] : throw new QuantityException(
            0, $"{expression.Named}, whose {(expression.Column is null ? "unit" : named.Text)} can be {string.Join(" or ", readings)}{(readings.Count > 1 ? "" : " or something else")}",
            "a unit that can be read in one way only", string.Join(", or ", readings.Select(reading => $"--unit \"{reading}\"")));
    }
}
