namespace Simulator.Correlation;

/// <summary>Inputs that are correlated with each other, directly or through others; groups are independent of each other.</summary>
/// <remarks>
/// Gaussian copula: the normal scores of the members are made jointly normal with <see cref="Matrix"/>, and each member's
/// distribution is then drawn with the probabilities of its score, so no marginal distribution changes. Members of which
/// nothing is said have the correlation 0 within the group.
/// </remarks>
/// <param name="Names">The members by name, in ordinal order, whatever the order in a file.</param>
/// <param name="Matrix">Correlations of their normal scores, repaired if the asked ones cannot hold together.</param>
/// <param name="Repair">What had to be changed.</param>
internal sealed record CorrelationGroup(IReadOnlyList<string> Names, CorrelationMatrix Matrix, CorrelationRepair Repair)
{
    /// <summary>The groups that pairs of inputs form: the connected components.</summary>
    /// <param name="pairs">Two inputs and the correlation ρ of their normal scores; each pair once.</param>
    public static IReadOnlyList<CorrelationGroup> Form(IReadOnlyCollection<(string First, string Second, double Rho)> pairs)
    {
        var groups = new List<SortedSet<string>>();
        foreach (var (first, second, _) in pairs)
        {
            var joined = new SortedSet<string>(StringComparer.Ordinal) { first, second };
            foreach (var group in groups.Where(group => group.Overlaps(joined)).ToList())
            {
                joined.UnionWith(group);
                groups.Remove(group);
            }

            groups.Add(joined);
        }

        return [.. groups.OrderBy(group => group.Min, StringComparer.Ordinal).Select(names => Of([.. names], pairs))];
    }

    private static CorrelationGroup Of(List<string> names, IEnumerable<(string First, string Second, double Rho)> pairs)
    {
        var entries = new double[names.Count, names.Count];
        for (var member = 0; member < names.Count; member++)
        {
            entries[member, member] = 1;
        }

        foreach (var (first, second, rho) in pairs.Where(pair => names.Contains(pair.First)))
        {
            var (row, column) = (names.IndexOf(first), names.IndexOf(second));
            entries[row, column] = entries[column, row] = rho;
        }

        var repair = CorrelationMatrix.Of(entries).Repair();
        return new CorrelationGroup(names, repair.Matrix, repair);
    }

    /// <summary>Correlation of the normal scores of two members. [-]</summary>
    public double Rho(string first, string second) => Matrix[IndexOf(first), IndexOf(second)];

    private int IndexOf(string name) => Names.Select((other, index) => (other, index)).First(pair => pair.other == name).index;
}
