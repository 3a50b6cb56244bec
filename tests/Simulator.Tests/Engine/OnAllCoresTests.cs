
namespace Simulator.Tests.Engine;

/// <summary>Every value is worked on once, whatever the number of threads, and a failure is not lost.</summary>
public class OnAllCoresTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(1000, 1)]
    [InlineData(1000, 4)]
    [InlineData(3, 512)]
    public void Each_value_comes_once(int count, int threads)
    {
        var seen = new int[count];
        OnAllCores.For(count, threads, i => Interlocked.Increment(ref seen[i]));
        Assert.All(seen, times => Assert.Equal(1, times));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_failure_ends_the_loop_and_is_passed_on(int threads)
    {
        var begun = 0;
        var failure = Assert.Throws<InvalidOperationException>(() => OnAllCores.For(100_000, threads, i =>
        {
            Interlocked.Increment(ref begun);
            throw new InvalidOperationException("once");
        }));
        Assert.Equal("once", failure.Message);

        // Every thread may have begun one before the failure became known.
        Assert.InRange(begun, 1, threads);
    }

    [Fact]
    public void Loops_within_loops_and_side_by_side_lose_no_value()
    {
        var sum = 0L;
        Parallel.For(0, 8, outer => OnAllCores.For(50, 4, middle => OnAllCores.For(20, 3, inner => Interlocked.Add(ref sum, inner))));
        Assert.Equal(8 * 50 * 190, sum);
    }

    [Fact]
    public void A_loop_has_ended_when_it_returns()
    {
        var running = 0;
        for (var repetition = 0; repetition < 2000; repetition++)
        {
            OnAllCores.Together(4, () =>
            {
                Interlocked.Increment(ref running);
                Thread.SpinWait(20);
                Interlocked.Decrement(ref running);
            });
            Assert.Equal(0, Volatile.Read(ref running));
        }
    }
}
