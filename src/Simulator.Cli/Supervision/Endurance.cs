namespace Simulator.Cli.Supervision;

/// <summary>How long a command may give no sign of life, or ignore that it was interrupted. Time is counted in steps of a second.</summary>
/// <remarks>Steps are counted instead of time: a process that is suspended does not give signs of life either.</remarks>
internal sealed class Endurance
{
    /// <summary>Steps without a sign of life. One is given each second, but a machine may be busy or short of memory.</summary>
    public const int Silence = 120;

    /// <summary>The same after a signal.</summary>
    public const int SilenceAfterSignal = 10;

    /// <summary>Steps after a second signal, which ends a command at once.</summary>
    public const int AfterSecondSignal = 5;

    private int _beats;
    private int _signals;
    private int _silent;
    private int _sinceSecond;
    private volatile bool _isDeaf;

    /// <summary>Whether there was a signal.</summary>
    public bool IsInterrupted => Volatile.Read(ref _signals) > 0;

    /// <summary>The command has given a sign of life.</summary>
    public void Beat() => Interlocked.Increment(ref _beats);

    /// <summary>Nothing can be heard any more: from now on silence means nothing.</summary>
    public void StopListening() => _isDeaf = true;

    /// <summary>There was a signal.</summary>
    public void Interrupt() => Interlocked.Increment(ref _signals);

    /// <summary>Counts a step; whether the command has to be ended.</summary>
    public bool IsOverAfterOneMoreStep()
    {
        _silent = Interlocked.Exchange(ref _beats, 0) > 0 || _isDeaf ? 0 : _silent + 1;
        _sinceSecond += Volatile.Read(ref _signals) > 1 ? 1 : 0;
        return _silent >= (IsInterrupted ? SilenceAfterSignal : Silence) || _sinceSecond >= AfterSecondSignal;
    }
}
