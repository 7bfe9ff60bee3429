using System.Globalization;
using Territory.Contracts;
using Territory.Ledger.Control;
using Territory.Ledger.Knowledge;
using Territory.Theatres;

namespace Territory.Ledger.Briefs;

/// <summary>What the page says in a language, and how it says names, kinds and dates.</summary>
public sealed record BriefWords
{
    public required string Language { get; init; }
    public required string Title { get; init; }
    public required string Span { get; init; }
    public required string Changes { get; init; }
    public required string Revisions { get; init; }
    public required string Successions { get; init; }
    public required string Contested { get; init; }
    /// <summary>With the number of days at <c>{0}</c>.</summary>
    public required string NotObserved { get; init; }
    public required string Sources { get; init; }
    public required string Nothing { get; init; }
    public required string More { get; init; }
    public required string Demonstration { get; init; }
    public required string DemonstrationMark { get; init; }
    public required string Never { get; init; }
    public required string Before { get; init; }
    public required string Settled { get; init; }
    public required string Unsettled { get; init; }
    public required string Position { get; init; }
    public required string Checksum { get; init; }
    public required IReadOnlyList<string> ChangeColumns { get; init; }
    public required IReadOnlyList<string> AreaColumns { get; init; }
    public required IReadOnlyList<string> SourceColumns { get; init; }
    public required IReadOnlyDictionary<KnowledgeKind, string> Kinds { get; init; }
    public required IReadOnlyDictionary<ControlStatus, string> Statuses { get; init; }

    public bool IsArabic => Language == "ar";
    public string Direction => IsArabic ? "rtl" : "ltr";

    public string Of(Area? area, string otherwise) => area is null ? otherwise : IsArabic ? area.LabelAr : area.Label;

    public string Actors(Theatre theatre, IEnumerable<string> codes) =>
        string.Join(IsArabic ? "، " : ", ", codes.Select(code => theatre.FindActor(code) is not { } actor ? code : IsArabic ? actor.NeutralAr : actor.Neutral));

    /// <summary>How an area was held: the status, and between whom.</summary>
    public string Held(Theatre theatre, ControlStatus status, IEnumerable<string> controllers, IEnumerable<string> challengers)
    {
        var actors = Actors(theatre, controllers.Concat(challengers));
        return actors.Length == 0 ? Statuses[status] : $"{Statuses[status]}: {actors}";
    }

    public string Held(Theatre theatre, Belief? belief) => belief is null ? Statuses[ControlStatus.Unknown] : Held(theatre, belief.Status, belief.Controllers, belief.Challengers);

    public string Held(Theatre theatre, AreaControl area) => Held(theatre, area.Status, area.Controllers, area.Challengers);

    /// <summary>2024-12-07 14:30 +03:00: in the theatre's zone, in digits that both languages read.</summary>
    public static string Instant(Theatre theatre, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, theatre.Zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    public string LastLook(Theatre theatre, AreaControl area) => area.LastObservedAt is { } seen ? LocalTime.DayOf(seen, theatre.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Never;

    public static readonly BriefWords English = new()
    {
        Language = "en",
        Title = "What was learned",
        Span = "Recorded between",
        Changes = "Changes",
        Revisions = "Corrections and retractions",
        Successions = "Actors that go on under another name",
        Contested = "Contested now",
        NotObserved = "Not observed for {0} days or more",
        Sources = "Sources whose claims were recorded",
        Nothing = "None.",
        More = "There is more than one page holds; /api/knowledge has all of it.",
        Demonstration = "Some of this rests on invented demonstration reports.",
        DemonstrationMark = "demonstration",
        Never = "never",
        Before = "before",
        Settled = "settled",
        Unsettled = "not settled yet",
        Position = "Position",
        Checksum = "checksum",
        ChangeColumns = ["Date", "Area", "What is known now", "Grade", "Recorded"],
        AreaColumns = ["Area", "How it is held", "Since", "Last observed"],
        SourceColumns = ["Source", "Grades", "Claims", "Reports"],
        Kinds = new Dictionary<KnowledgeKind, string> { [KnowledgeKind.New] = "new", [KnowledgeKind.Late] = "late", [KnowledgeKind.Corrected] = "corrected", [KnowledgeKind.Retracted] = "retracted", [KnowledgeKind.Succeeded] = "goes on", [KnowledgeKind.SuccessionRetracted] = "does not go on" },
        Statuses = new Dictionary<ControlStatus, string> { [ControlStatus.Unknown] = "unknown", [ControlStatus.Controlled] = "held by", [ControlStatus.Contested] = "contested", [ControlStatus.Shared] = "shared", [ControlStatus.Withdrawn] = "left, not entered" },
    };

    public static readonly BriefWords Arabic = new()
    {
        Language = "ar",
        Title = "ما استجدّ من معلومات",
        Span = "ما سُجّل بين",
        Changes = "التغييرات",
        Revisions = "التصحيحات والسحوبات",
        Successions = "أطراف تستمر باسم آخر",
        Contested = "متنازع عليها الآن",
        NotObserved = "لم تُرصد منذ {0} يوماً أو أكثر",
        Sources = "المصادر التي سُجّلت ادعاءاتها",
        Nothing = "لا شيء.",
        More = "هناك أكثر مما تتسع له الصفحة؛ الكل في ‎/api/knowledge‎.",
        Demonstration = "بعض هذا يستند إلى تقارير مختلقة لأغراض العرض.",
        DemonstrationMark = "عرض توضيحي",
        Never = "لم تُرصد قط",
        Before = "قبل ذلك",
        Settled = "مستقر",
        Unsettled = "غير مستقر بعد",
        Position = "الموضع",
        Checksum = "المجموع الاختباري",
        ChangeColumns = ["التاريخ", "المنطقة", "المعروف الآن", "الدرجة", "سُجّل"],
        AreaColumns = ["المنطقة", "السيطرة", "منذ", "آخر رصد"],
        SourceColumns = ["المصدر", "الدرجات", "الادعاءات", "التقارير"],
        Kinds = new Dictionary<KnowledgeKind, string> { [KnowledgeKind.New] = "جديد", [KnowledgeKind.Late] = "متأخر", [KnowledgeKind.Corrected] = "تصحيح", [KnowledgeKind.Retracted] = "سحب", [KnowledgeKind.Succeeded] = "يستمر", [KnowledgeKind.SuccessionRetracted] = "سحب الاستمرار" },
        Statuses = new Dictionary<ControlStatus, string> { [ControlStatus.Unknown] = "غير معروف", [ControlStatus.Controlled] = "تحت سيطرة", [ControlStatus.Contested] = "متنازع عليها", [ControlStatus.Shared] = "سيطرة مشتركة", [ControlStatus.Withdrawn] = "انسحاب دون دخول أحد" },
    };
}
