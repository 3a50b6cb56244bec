
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
}
