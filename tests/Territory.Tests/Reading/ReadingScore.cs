using System.Globalization;
using Territory.Bench.Reading;
using Territory.Contracts;
using Territory.Intake.Reading;
using Territory.Theatres;

namespace Territory.Tests.Reading;

/// <summary>Annotated passages read and counted as <c>./bench reading</c> counts them, with a line for every fault.</summary>
internal sealed record ReadingScore(int Passages, Tally All, Tally Changes, int FalseFlips, IReadOnlyList<string> Faults)
{
    public static ReadingScore Of(Theatre theatre, IEnumerable<string> files)
    {
        var (reader, judging) = (new ReportReader(theatre), new Judging(theatre));
        var judged = Passage.Load(files).Select(p => Judged.Of(p, [.. reader.Read(p.Text, Published(p, theatre)).Claims.Where(c => c.Siege is null).Select(Told.Of)], judging)).ToList();
        return new(judged.Count, judged.Select(j => Tally.Of(j.Strict, (_, _) => true)).Aggregate(Tally.Add), judged.Select(Judging.Changes).Aggregate(Tally.Add), judged.Sum(j => j.FalseFlips.Count()), [.. judged.SelectMany(Wrong)]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passages} passages; all {All}; change {Changes}; false governorate flips {FalseFlips}\n{string.Join('\n', Faults)}");

    private static EffectiveTime Published(Passage p, Theatre theatre) => LocalTime.TryParse(p.RefDate, theatre.Zone, DateBasis.Published, out var at) ? at : throw new FormatException($"{p.Id}: {p.RefDate}");

    private static IEnumerable<string> Wrong(Judged j) => j.Strict.Where(p => p.Expected is null || p.Told is null)
        .Select(p => p.Expected is null ? $"{j.Passage.Id}: read {p.Told}, which is not there: {j.Passage.Text}" : $"{j.Passage.Id}: missed {p.Expected}: {j.Passage.Text}");
}
