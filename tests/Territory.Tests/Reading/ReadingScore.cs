using System.Text.Json;
using Territory.Contracts;
using Territory.Intake.Reading;
using Territory.Theatres;

namespace Territory.Tests.Reading;

/// <summary>
/// Reads annotated passages (a JSON object a line: id, lang, text, ref_date, expected) and counts. A claim is right when place, taker
/// and kind are; a child of a coalition counts as the coalition.
/// </summary>
internal sealed class ReadingScore
{
    private readonly Theatre theatre;
    private readonly ReportReader reader;

    public ReadingScore(Theatre theatre) => (this.theatre, reader) = (theatre, new ReportReader(theatre));

    public int Passages { get; private set; }
    public Count All { get; } = new();
    public Count Changes { get; } = new();
    /// <summary>Claims that a governorate changed hands where nobody says so.</summary>
    public int FalseFlips { get; private set; }
    public List<string> Faults { get; } = [];

    public static ReadingScore Of(Theatre theatre, IEnumerable<string> files)
    {
        var score = new ReadingScore(theatre);
        foreach (var line in files.SelectMany(File.ReadLines).Where(l => l.Length > 0)) score.Read(JsonSerializer.Deserialize<Passage>(line, ContractJson.Options)!);
        return score;
    }

    public override string ToString() => $"{Passages} passages; all {All}; change {Changes}; false governorate flips {FalseFlips}\n{string.Join('\n', Faults)}";

    private void Read(Passage passage)
    {
        Passages++;
        LocalTime.TryParse(passage.RefDate, theatre.Zone, DateBasis.Published, out var published);
        var open = passage.Expected.ToList();
        foreach (var claim in reader.Read(passage.Text, published).Claims)
        {
            var hit = open.FindIndex(e => Fits(e, claim));
            var right = hit >= 0;
            if (right) open.RemoveAt(hit);
            else Faults.Add($"{passage.Id}: read {claim.Area} {claim.From}>{claim.To} {claim.Kind} ({claim.Rule}), which is not there: {passage.Text}");
            All.Add(right);
            if (claim.Kind != ClaimKind.Change) continue;
            Changes.Add(right);
            if (!right && claim.Level == AreaLevel.Governorate) FalseFlips++;
        }
        foreach (var missed in open)
        {
            All.Missed++;
            if (missed.Kind == ClaimKind.Change && missed.AltKinds is null) Changes.Missed++;
            Faults.Add($"{passage.Id}: missed {missed.Pcode} {missed.From}>{missed.To} {missed.Kind}: {passage.Text}");
        }
    }

    private bool Fits(Expected e, ReadClaim claim) =>
        (e.Pcode == claim.Area && SameParty(e.To, claim.To) && (e.Kind == claim.Kind || e.AltKinds?.Contains(claim.Kind) == true))
        || e.Alternatives?.Any(a => a.Pcode == claim.Area && SameParty(a.To, claim.To) && a.Kind == claim.Kind) == true;

    private bool SameParty(string? one, string? other) =>
        one == other || (one is not null && other is not null && (theatre.FindActor(one)?.Parent == other || theatre.FindActor(other)?.Parent == one));

    internal sealed class Count
    {
        private int right, wrong;

        public int Missed { get; set; }
        public double Precision => right + wrong == 0 ? 1 : (double)right / (right + wrong);
        public double Recall => right + Missed == 0 ? 1 : (double)right / (right + Missed);

        public void Add(bool isRight) => (right, wrong) = isRight ? (right + 1, wrong) : (right, wrong + 1);

        public override string ToString() => FormattableString.Invariant($"P {Precision:0.000} R {Recall:0.000} ({right} right, {wrong} wrong, {Missed} missed)");
    }

    private sealed record Passage(string Id, string Text, [property: System.Text.Json.Serialization.JsonPropertyName("ref_date")] string RefDate, IReadOnlyList<Expected> Expected);

    private sealed record Expected(string Pcode, string? From, string? To, ClaimKind Kind, [property: System.Text.Json.Serialization.JsonPropertyName("alt_kinds")] IReadOnlyList<ClaimKind>? AltKinds, IReadOnlyList<Alternative>? Alternatives);

    private sealed record Alternative(string Pcode, string? To, ClaimKind Kind);
}
