using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;

namespace Simulator.Scenarios.Quantities.Columns;

/// <summary>Decides on the unit of a column's numbers: from its name, its cells and the scenario, which must not contradict each other.</summary>
/// <param name="expression">Where the column is requested.</param>
/// <param name="file">The column.</param>
/// <param name="target">Unit of the model.</param>
internal sealed class DataUnit(EmpiricalExpression expression, EmpiricalFile file, Unit target)
{
    private readonly ColumnUnit _named = ColumnUnit.Of(ColumnWords.InDollars(file.Column, expression.Currency));

    /// <summary>Where a unit is stated, for messages.</summary>
    public string StatedIn { get; init; } = "the scenario";

    private string Column => expression.Named;

    // The name of a column that the user has not named is what stands in the first line of the file.
    private string Said => expression.Column is not null ? _named.Text
        : _named.Per.Count > 0 ? $"per {Say(_named.Per)}"
        : _named.Readings.Count > 0 ? Say(_named.Readings) : "a unit that is not read";

    private string Wanted => target.IsNone ? "a plain number" : $"{target.Dimension}, e.g. in {ExampleUnits.For(target.Text)}";

    /// <summary>The unit; null for plain numbers.</summary>
    /// <param name="stated">Unit in the scenario; null if there is none.</param>
    /// <exception cref="QuantityException">There is none, it does not fit the key, or it can be read in two ways.</exception>
    public Unit? Decide(Unit? stated)
    {
        RefuseDollars();
        if (stated is not null && stated.Dimension != target.Dimension)
        {
            throw new QuantityException(expression.Start, $"{(expression.Column is { } name ? name : $"{Column} in")} {stated} ({stated.Dimension})", Wanted);
        }

        if (stated is not null && file.CellUnit is { } cells && !IsSame(stated, cells))
        {
            throw new QuantityException(
                expression.Start, $"{stated} for {Column}, whose cells say {cells}", $"the unit of the cells, {cells}", "leave the unit out");
        }

        var unit = stated ?? file.CellUnit;
        CheckName(unit, stated is null ? "its cells" : StatedIn);
        unit ??= OfName();
        if (unit is null && !target.IsNone)
        {
            throw new QuantityException(
                expression.Start, $"{Column} without a unit", $"a unit, e.g. {ExampleUnits.For(target.Text)}", Write(ExampleUnits.For(target.Text)));
        }

        return unit is null || unit.Dimension == target.Dimension ? unit : throw new QuantityException(
            expression.Start, $"{Column} in {unit} ({unit.Dimension})", Wanted, "name the column that contains it, or convert the numbers");
    }

    // Amounts in another currency are read as if they were dollars: a column of real dollars would be taken for them.
    private void RefuseDollars()
    {
        var isInCells = file.CellUnit is { } cells && cells.Dimension.Money != 0;
        if (expression.Currency != Currencies.Dollars && (isInCells || ColumnWords.SaysDollars(file.Column)))
        {
            throw new QuantityException(
                expression.Start, $"{expression.Currency} for {Column}, whose {(isInCells ? "cells say" : "name says")} US dollars", "one currency for both",
                "state US dollars if the file is right, which an exchange rate then converts; correct the file if the scenario is");
        }
    }

    // What is known of the name, held against the unit that the scenario or the cells state.
    private void CheckName(Unit? unit, string where)
    {
        if (_named.Refusal is { } refusal)
        {
            throw new QuantityException(expression.Start, $"{Column}; its name says {Said}", Wanted, refusal);
        }

        if (unit is not null && !target.IsNone && _named.Per.Count > 0 && !_named.Per.Any(reading => IsPer(unit, reading)))
        {
            throw new QuantityException(
                expression.Start, $"{unit} for {Column} in {where}, while its name says {Said}", $"a unit {Said}, or a column whose name says the same as the unit");
        }

        var isContradicted = unit is not null && _named.Readings.Count > 0 && !_named.Readings.Any(reading => IsSame(reading, unit) || IsMoneyOf(reading, unit));
        if (isContradicted && !(_named.IsWeak && !_named.Readings.Any(reading => reading.Dimension == unit!.Dimension)))
        {
            throw new QuantityException(
                expression.Start, $"{unit} for {Column} in {where}, while its name says {Say(_named.Readings)}", "one unit for both",
                "leave the unit out if the name is right; rename the column in the file if the unit is");
        }
    }

    private Unit? OfName()
    {
        List<Unit> fitting = [.. _named.Readings.Where(reading => reading.Dimension == target.Dimension).DistinctBy(reading => reading.In(target))];
        if (fitting.Count > 1 || (fitting.Count == 1 && _named.IsLoose))
        {
            throw new QuantityException(
                expression.Start, $"{Column}, whose {(expression.Column is null ? "unit" : _named.Text)} can be {Say(fitting)}{(fitting.Count > 1 ? "" : " or another unit")}",
                "a unit that can be read in one way only", string.Join(", or ", fitting.Select(reading => Write(reading.Text))));
        }

        if (fitting.Count == 0 && _named.Readings.Count > 0 && !_named.IsWeak)
        {
            throw new QuantityException(
                expression.Start, $"{Column}; its name says {Say(_named.Readings)} ({_named.Readings[0].Dimension})", Wanted,
                target.IsNone ? "name the column that contains it, or rename this one" : $"name the column that contains it; or convert the numbers and rename this one, e.g. to end in {ExampleUnits.For(target.Text)}");
        }

        return fitting.FirstOrDefault();
    }

    // USD/MWh times kWh is no unit, so it is not per kWh; kg/MWh is g/kWh and so is.
    private static bool IsPer(Unit unit, Unit below)
    {
        List<Unit> above = [.. UnitTable.Units.Values.Concat(UnitTable.Small.Values).Where(known => known.Dimension == unit.Dimension * below.Dimension)];
        return above.Count == 0 || above.Exists(known => IsSame(known, unit * below));
    }

    private static bool IsSame(Unit one, Unit other) => one.Dimension == other.Dimension && one.In(other) == 1;

    // price_usd of USD/MWh: the name says in which money, and leaves open for how much energy.
    private static bool IsMoneyOf(Unit reading, Unit unit) =>
        reading.Text == Currencies.Dollars && unit.Text.StartsWith($"{Currencies.Dollars}/", StringComparison.Ordinal);

    private static string Say(IEnumerable<Unit> readings) => string.Join(" or ", readings.Select(reading => reading.Text));

    private string Write(string unit) => $"write it after the closing parenthesis: {expression.Function}(…) {unit}";
}
