using Shouldly;
using Territory.AllInOne.Embedded;
using Xunit;

namespace Territory.Tests.Embedded;

public sealed class ChoosingAPostgres
{
    private static readonly PostgresBinaries Fifteen = new("/usr/lib/postgresql/15/bin", "15.18");
    private static readonly PostgresBinaries Seventeen = new("/usr/lib/postgresql/17/bin", "17.10");
    private static readonly NpmPackage Pinned = new("linux-x64", "15.18.0-beta.17");
    private static readonly Machine Bare = new([], Pinned, null, Npm: false, Apt: false, InstallRights.None, MayInstall: true, []);

    [Fact]
    public void an_installed_one_comes_first() => Decide(Bare with { Installed = [Seventeen, Fifteen], Npm = true, Apt = true }).ShouldBe(new Plan.Use(Seventeen));

    [Fact]
    public void a_cluster_gets_the_version_that_made_it() => Decide(Bare with { Installed = [Seventeen, Fifteen] }, 15).ShouldBe(new Plan.Use(Fifteen));

    [Fact]
    public void npm_mends_a_newer_installed_version() => Decide(Bare with { Installed = [Seventeen], Npm = true }, 15).ShouldBe(new Plan.Fetch(Pinned));

    [Fact]
    public void what_was_fetched_is_not_fetched_again() => Decide(Bare with { Fetched = Fifteen, Npm = true }).ShouldBe(new Plan.Use(Fifteen));

    [Fact]
    public void npm_comes_before_apt() => Decide(Bare with { Npm = true, Apt = true, Rights = InstallRights.Root }).ShouldBe(new Plan.Fetch(Pinned));

    [Fact]
    public void npm_is_no_way_on_a_platform_we_did_not_lock() =>
        Decide(Bare with { Pinned = null, Npm = true, Apt = true, Rights = InstallRights.Root }).ShouldBe(new Plan.Install("postgresql", WithSudo: false));

    [Fact]
    public void apt_goes_through_sudo_when_it_asks_nothing() => Decide(Bare with { Apt = true, Rights = InstallRights.Sudo }).ShouldBe(new Plan.Install("postgresql", WithSudo: true));

    [Fact]
    public void apt_installs_the_version_of_the_cluster() => Decide(Bare with { Apt = true, Rights = InstallRights.Root }, 14).ShouldBe(new Plan.Install("postgresql-14", WithSudo: false));

    [Fact]
    public void no_install_forbids_apt_and_says_so() =>
        Sentence(Decide(Bare with { Apt = true, Rights = InstallRights.Root, MayInstall = false })).ShouldContain("--no-install forbids installing it");

    [Fact]
    public void apt_without_rights_is_no_way() => Decide(Bare with { Apt = true }).ShouldBeOfType<Plan.Refuse>();

    [Fact]
    public void with_no_way_left_it_names_three_and_what_failed()
    {
        var sentence = Sentence(Decide(Bare with { Failures = ["npm could not fetch it: no route"] }));
        foreach (var part in new[] { "apt-get install postgresql", "brew install postgresql@", "docker run", "TERRITORY_POSTGRES=", "no route" }) sentence.ShouldContain(part);
    }

    [Fact]
    public void another_major_version_is_named_with_what_is_here()
    {
        var sentence = Sentence(Decide(Bare with { Installed = [Seventeen] }, 14));
        sentence.ShouldContain("made by PostgreSQL 14");
        sentence.ShouldContain("17.10 in /usr/lib/postgresql/17/bin");
        sentence.ShouldContain("apt-get install postgresql-14");
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", "15.18")]
    [InlineData("postgres (PostgreSQL) 18.4\n", "18.4")]
    [InlineData("postgres (PostgreSQL) 19beta1\n", "19")]
    [InlineData("error while loading shared libraries: libicu.so\n", null)]
    public void the_version_is_read_from_its_own_answer(string answer, string? version) => PostgresBinaries.ParseVersion(answer).ShouldBe(version);

    private static Plan Decide(Machine machine, int? dataMajor = null) => WhichPostgres.Decide(machine, dataMajor, "/data");

    private static string Sentence(Plan plan) => plan.ShouldBeOfType<Plan.Refuse>().Sentence;
}
