using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary>One line a person reads: <c>Daraa: regime to opposition</c>, «درعا: من النظام إلى المعارضة».</summary>
public sealed record Summary(string English, string Arabic)
{
    private static readonly Dictionary<string, string> ArabicPrefixes = new() { ["Corrected"] = "تصحيح", ["Retracted"] = "سحب" };

    /// <param name="prefix"><c>Corrected</c>, <c>Retracted</c> or nothing.</param>
    public static Summary Of(Theatre theatre, Area area, Ruling ruling, string prefix)
    {
        ArgumentNullException.ThrowIfNull(area);
        var english = $"{area.SummaryName}: {InEnglish(theatre, ruling)}";
        var arabic = $"{area.SummaryNameAr}: {InArabic(theatre, ruling)}";
        return prefix.Length == 0 ? new(english, arabic) : new($"{prefix}: {english}", $"{ArabicPrefixes[prefix]}: {arabic}");
    }

    private static string InEnglish(Theatre theatre, Ruling ruling)
    {
        string Name(string code) => theatre.FindActor(code)?.Field ?? code;
        string List(IEnumerable<string> codes) => string.Join(" and ", codes.Select(Name));
        var parties = ruling.Controllers.Concat(ruling.Challengers).ToArray();
        // Only a siege began or ended: who holds it is no news.
        if (ruling.Since is not null) return ruling.BesiegedBy.IsEmpty ? "siege lifted" : $"besieged by {List(ruling.BesiegedBy)}";
        return ruling.Status switch
        {
            ControlStatus.Controlled when ruling.From is { } from && from != ruling.Controllers[0] => $"{Name(from)} to {List(ruling.Controllers)}",
            ControlStatus.Controlled => $"to {List(ruling.Controllers)}",
            ControlStatus.Contested => parties.Length == 0 ? "contested" : $"contested, {List(parties)}",
            ControlStatus.Shared => $"shared, {List(ruling.Controllers)}",
            ControlStatus.Withdrawn => ruling.From is { } left ? $"{Name(left)} withdrew" : "withdrawn from, not entered",
            _ => "unknown",
        };
    }

    private static string InArabic(Theatre theatre, Ruling ruling)
    {
        string Name(string code) => theatre.FindActor(code)?.FieldAr ?? code;
        string List(IEnumerable<string> codes) => string.Join(" و", codes.Select(Name));
        var parties = ruling.Controllers.Concat(ruling.Challengers).ToArray();
        if (ruling.Since is not null) return ruling.BesiegedBy.IsEmpty ? "رفع الحصار" : $"حصار من {List(ruling.BesiegedBy)}";
        return ruling.Status switch
        {
            ControlStatus.Controlled when ruling.From is { } from && from != ruling.Controllers[0] => $"من {Name(from)} إلى {List(ruling.Controllers)}",
            ControlStatus.Controlled => $"إلى {List(ruling.Controllers)}",
            ControlStatus.Contested => parties.Length == 0 ? "متنازع عليها" : $"متنازع عليها، {List(parties)}",
            ControlStatus.Shared => $"سيطرة مشتركة، {List(ruling.Controllers)}",
            ControlStatus.Withdrawn => ruling.From is { } left ? $"انسحاب {Name(left)}" : "انسحاب دون دخول أحد",
            _ => "غير معروف",
        };
    }
}
