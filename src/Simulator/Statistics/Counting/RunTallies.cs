namespace Simulator.Statistics.Counting;

/// <summary>What was counted of every output, apart for each replicate of the sampler.</summary>
internal sealed class RunTallies
{
    private readonly OutputTally[][] _tallies;
    private readonly IReadOnlyList<BinWindow> _windows;
    private readonly IReadOnlyList<MomentReference> _references;

    /// <summary>Prepares empty tallies.</summary>
    /// <param name="windows">Bins that are counted in an array, by output.</param>
    /// <param name="references">Where deviations are measured from, by output.</param>
    /// <param name="replicates">Independent randomizations.</param>
    public RunTallies(IReadOnlyList<BinWindow> windows, IReadOnlyList<MomentReference> references, int replicates)
    {
        _windows = windows;
        _references = references;
        Replicates = replicates;
        _tallies = new OutputTally[windows.Count][];
        for (var output = 0; output < windows.Count; output++)
        {
            _tallies[output] = new OutputTally[replicates];
            for (var replicate = 0; replicate < replicates; replicate++)
            {
                _tallies[output][replicate] = new OutputTally(windows[output], references[output]);
            }
        }
    }

    /// <summary>Outputs.</summary>
    public int Outputs => _windows.Count;

    /// <summary>Independent randomizations.</summary>
    public int Replicates { get; }

    /// <summary>Bins that are counted in an array, by output.</summary>
    public IReadOnlyList<BinWindow> Windows => _windows;

    /// <summary>Where deviations are measured from, by output.</summary>
    public IReadOnlyList<MomentReference> References => _references;

    /// <summary>Empty tallies of the same kind.</summary>
    public RunTallies Emptied() => new(_windows, _references, Replicates);

    /// <summary>The tally of an output in one replicate.</summary>
    public OutputTally this[int output, int replicate] => _tallies[output][replicate];

    /// <summary>The tallies of an output, by replicate.</summary>
    public IReadOnlyList<OutputTally> Of(int output) => _tallies[output];

    /// <summary>The tally of an output over all replicates.</summary>
    public OutputTally Pooled(int output) => PooledOverFirst(Replicates, output);

    /// <summary>The tally of an output over the first replicates.</summary>
    public OutputTally PooledOverFirst(int replicates, int output)
    {
        if (replicates == 1)
        {
            return _tallies[output][0];
        }

        var pooled = new OutputTally(_windows[output], _references[output]);
        pooled.Add(_tallies[output].AsSpan(0, replicates));
        return pooled;
    }
}
