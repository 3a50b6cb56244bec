namespace Simulator.Statistics.Counting;

/// <summary>The sums behind Sobol' indices, by root, factor and replicate.</summary>
/// <remarks>
/// d is the deviation of a root's value from its reference, in units of the reference: see <see cref="MomentReference"/>.
/// A and B are independent points; Aᵢ is A with factor i taken from B.
/// </remarks>
internal sealed class PickFreezeTallies
{
    private readonly FixedPointSum[] _bases;
    private readonly FixedPointSum[] _changes;
    private readonly long[] _points;

    /// <summary>Prepares empty sums.</summary>
    /// <param name="roots">Roots.</param>
    /// <param name="factors">Factors.</param>
    /// <param name="replicates">Independent randomizations.</param>
    public PickFreezeTallies(int roots, int factors, int replicates)
    {
        (Roots, Factors, Replicates) = (roots, factors, replicates);
        _bases = new FixedPointSum[replicates * BaseSums * roots];
        _changes = new FixedPointSum[replicates * PickFreezeSums * roots * factors];
        _points = new long[replicates];
    }

    /// <summary>Sums of a root: Σ d(A), Σ d(A)², Σ d(B), Σ d(B)².</summary>
    public const int BaseSums = 4;

    /// <summary>Sums of a root and a factor, with g = d(Aᵢ) − d(A): Σ g, Σ g², Σ g·d(B).</summary>
    public const int PickFreezeSums = 3;

    /// <summary>Roots.</summary>
    public int Roots { get; }

    /// <summary>Factors.</summary>
    public int Factors { get; }

    /// <summary>Independent randomizations.</summary>
    public int Replicates { get; }

    /// <summary>The sums of a replicate: <see cref="BaseSums"/> for each root, then <see cref="PickFreezeSums"/> for each root and factor.</summary>
    public (Memory<FixedPointSum> Bases, Memory<FixedPointSum> Changes) SumsOf(int replicate)
    {
        var (bases, changes) = (_bases.Length / Replicates, _changes.Length / Replicates);
        return (_bases.AsMemory(replicate * bases, bases), _changes.AsMemory(replicate * changes, changes));
    }

    /// <summary>Counts points whose sums are added apart.</summary>
    public void AddPoints(int replicate, long points) => _points[replicate] += points;

    /// <summary>Points of a replicate.</summary>
    public long Points(int replicate) => _points[replicate];

    /// <summary>A sum of a root.</summary>
    public ref FixedPointSum Base(int replicate, int root, int sum) => ref _bases[(((replicate * Roots) + root) * BaseSums) + sum];

    /// <summary>A sum of a root and a factor.</summary>
    public ref FixedPointSum PickFreeze(int replicate, int root, int factor, int sum) =>
        ref _changes[(((((replicate * Roots) + root) * Factors) + factor) * PickFreezeSums) + sum];

    /// <summary>Adds a virtual block; blocks may come in any order and from any thread.</summary>
    /// <param name="replicate">Its replicate.</param>
    /// <param name="points">Its points.</param>
    /// <param name="bases"><see cref="BaseSums"/> for each root.</param>
    /// <param name="changes"><see cref="PickFreezeSums"/> for each root and factor.</param>
    public void Add(int replicate, long points, ReadOnlySpan<double> bases, ReadOnlySpan<double> changes)
    {
        lock (_points)
        {
            _points[replicate] += points;
            for (var i = 0; i < bases.Length; i++)
            {
                _bases[(replicate * bases.Length) + i].Add(bases[i]);
            }

            for (var i = 0; i < changes.Length; i++)
            {
                _changes[(replicate * changes.Length) + i].Add(changes[i]);
            }
        }
    }
}
