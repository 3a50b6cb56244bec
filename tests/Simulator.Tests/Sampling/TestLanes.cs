using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Sampling.Sobol;
using Simulator.Transforms;

namespace Simulator.Tests.Sampling;

/// <summary>The lanes that this machine runs, behind one interface, so that a test can go through all of them.</summary>
internal abstract unsafe class TestLanes
{
    public static IReadOnlyList<TestLanes> Available { get; } = [.. CpuDevices.Available.Select(Create)];

    public abstract void Fill(ulong seed, uint name, uint purpose, long firstSample, uint* words, int count);

    public abstract void Apply(Transform transform, uint* words, uint* selectorWords, float* values, int count);

    public abstract void Cut(Transform transform, uint* words, float* values, int count);

    public abstract float[] CutCoefficients(Transform transform);

    public abstract void Draw(SobolStream stream, Transform transform, long firstPoint, float* values, int count);

    public abstract float[] Exchange(int distance);

    public abstract uint[] Operate(string operation, uint[] a, uint[] b, uint[] c);

    private static TestLanes Create(string device) => device switch
    {
        CpuDevices.Avx512 => new Of<Lane512, Wide512>(),
        CpuDevices.Avx2 => new Of<Lane256, Wide256>(),
        CpuDevices.Sse or CpuDevices.Neon => new Of<Lane128, Wide128>(),
        CpuDevices.Scalar => new Of<ScalarLane, WideScalar>(),
        _ => throw new NotSupportedException(device),
    };

    private sealed class Of<TLane, TWide> : TestLanes
        where TLane : struct, ILane<TLane>
        where TWide : struct, IWideLane<TWide>
    {
        public override void Fill(ulong seed, uint name, uint purpose, long firstSample, uint* words, int count) =>
            Philox4x32.Fill<TWide>(seed, name, purpose, firstSample, words, count);

        public override void Apply(Transform transform, uint* words, uint* selectorWords, float* values, int count) =>
            TransformColumn.Apply<TLane>(transform, words, selectorWords, values, count);

        public override void Cut(Transform transform, uint* words, float* values, int count) =>
            TailStrata.Fit<TLane>(transform)!.Apply<TLane>(words, values, count);

        public override float[] CutCoefficients(Transform transform) =>
            new ReadOnlySpan<float>(TailStrata.Fit<TLane>(transform)!.Coefficients, TailStrata.Count * TailStrata.Planes).ToArray();

        public override void Draw(SobolStream stream, Transform transform, long firstPoint, float* values, int count) =>
            new StratifiedDraw<TLane>(stream, transform, QuantileStrata.Fit<TLane>(transform)!).Fill(firstPoint, values, count);

        public override float[] Exchange(int distance)
        {
            float[] elements = [.. Enumerable.Range(0, TLane.Width).Select(i => (float)i)];
            fixed (float* pointer = elements)
            {
                TLane.Store(TLane.Exchange(TLane.Load(pointer), TLane.ExchangePattern(distance)), pointer);
            }

            return elements;
        }

        public override uint[] Operate(string operation, uint[] a, uint[] b, uint[] c)
        {
            var results = new uint[a.Length];
            fixed (uint* pa = a, pb = b, pc = c, result = results)
            {
                for (var i = 0; i < a.Length; i += TLane.Width)
                {
                    TLane.Store(
                        LaneOperations.Evaluate(
                            operation, TLane.Load((float*)(pa + i)), TLane.Load((float*)(pb + i)), TLane.Load((float*)(pc + i))),
                        (float*)(result + i));
                }
            }

            return results;
        }
    }
}
