#include "functions/phone_prefixes.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "text/char_class.h"

namespace evenhand::functions {
namespace {

// Area codes of the North American Numbering Plan in the United States, with Guam and American
// Samoa.
constexpr std::string_view kUnitedStates =
    "201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 220 223 224 225 227 "
    "228 229 231 234 239 240 248 251 252 253 254 256 260 262 267 269 270 272 274 276 279 281 "
    "283 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 325 "
    "326 327 330 331 332 334 336 337 339 341 346 347 351 352 353 360 361 364 369 380 385 386 "
    "401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 424 425 430 432 434 435 "
    "440 442 443 445 447 448 458 463 464 469 470 475 478 479 480 484 501 502 503 504 505 507 "
    "508 509 510 512 513 515 516 517 518 520 526 530 531 534 539 540 541 551 557 559 561 562 "
    "563 564 567 570 571 572 573 574 575 580 582 585 586 601 602 603 605 606 607 608 609 610 "
    "612 614 615 616 617 618 619 620 623 626 627 628 629 630 631 636 640 641 646 650 651 656 "
    "657 659 660 661 662 667 669 671 678 679 680 681 682 684 689 701 702 703 704 706 707 708 "
    "710 712 713 714 715 716 717 718 719 720 724 725 726 727 730 731 732 734 737 740 743 747 "
    "754 757 760 762 763 764 765 769 770 771 772 773 774 775 779 781 785 786 801 802 803 804 "
    "805 806 808 810 812 813 814 815 816 817 818 820 826 828 830 831 832 835 838 839 840 843 "
    "845 847 848 850 854 856 857 858 859 860 862 863 864 865 870 872 878 901 903 904 906 907 "
    "908 909 910 912 913 914 915 916 917 918 919 920 925 928 929 930 931 934 935 936 937 938 "
    "940 941 943 945 947 948 949 951 952 954 956 959 970 971 972 973 975 978 979 980 983 984 "
    "985 986 989";

constexpr std::string_view kCanada =
    "204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 387 403 416 418 428 431 "
    "437 438 450 460 468 474 487 506 514 519 537 548 568 579 581 584 587 600 604 613 622 639 "
    "647 672 683 705 709 742 753 778 780 782 807 819 825 851 867 871 873 879 902 905 942";

// Every other prefix of ITU-T E.164 that means one country, as "prefix:country".
constexpr std::string_view kOthers =
    "1242:BS 1246:BB 1264:AI 1268:AG 1284:VG 1340:VI 1345:KY 1441:BM 1473:GD 1649:TC 1658:JM "
    "1664:MS 1670:MP 1721:SX 1758:LC 1767:DM 1784:VC 1787:PR 1809:DO 1829:DO 1849:DO 1868:TT "
    "1869:KN 1876:JM 1939:PR 20:EG 211:SS 212:MA 213:DZ 216:TN 218:LY 220:GM 221:SN 222:MR "
    "223:ML 224:GN 225:CI 226:BF 227:NE 228:TG 229:BJ 230:MU 231:LR 232:SL 233:GH 234:NG 235:TD "
    "236:CF 237:CM 238:CV 239:ST 240:GQ 241:GA 242:CG 243:CD 244:AO 245:GW 246:DG 247:SH 248:SC "
    "249:SD 250:RW 251:ET 252:SO 253:DJ 254:KE 255:TZ 256:UG 257:BI 258:MZ 260:ZM 261:MG 262:RE "
    "263:ZW 264:NA 265:MW 266:LS 267:BW 268:SZ 269:KM 27:ZA 290:SH 291:ER 297:AW 298:FO 299:GL "
    "30:GR 31:NL 32:BE 33:FR 34:ES 350:GI 351:PT 352:LU 353:IE 354:IS 355:AL 356:MT 357:CY "
    "358:FI 359:BG 36:HU 370:LT 371:LV 372:EE 373:MD 374:AM 375:BY 376:AD 377:MC 378:SM 379:VA "
    "380:UA 381:RS 382:ME 383:XK 385:HR 386:SI 387:BA 389:MK 39:IT 40:RO 41:CH 420:CZ 421:SK "
    "423:LI 43:AT 44:GB 45:DK 46:SE 47:NO 48:PL 49:DE 500:FK 501:BZ 502:GT 503:SV 504:HN 505:NI "
    "506:CR 507:PA 508:PM 509:HT 51:PE 52:MX 53:CU 54:AR 55:BR 56:CL 57:CO 58:VE 590:GP 591:BO "
    "592:GY 593:EC 594:GF 595:PY 596:MQ 597:SR 598:UY 599:CW 60:MY 61:AU 62:ID 63:PH 64:NZ "
    "65:SG 66:TH 670:TL 672:AQ 673:BN 674:NR 675:PG 676:TO 677:SB 678:VU 679:FJ 680:PW 681:WF "
    "682:CK 683:NU 685:WS 686:KI 687:NC 688:TV 689:PF 690:TK 691:FM 692:MH 70:RU 71:RU 72:RU "
    "73:RU 74:RU 75:RU 76:RU 77:KZ 78:RU 79:RU 81:JP 82:KR 84:VN 850:KP 852:HK 853:MO 855:KH "
    "856:LA 86:CN 880:BD 886:TW 90:TR 91:IN 92:PK 93:AF 94:LK 95:MM 960:MV 961:LB 962:JO 963:SY "
    "964:IQ 965:KW 966:SA 967:YE 968:OM 970:PS 971:AE 972:IL 973:BH 974:QA 975:BT 976:MN 977:NP "
    "98:IR 992:TJ 993:TM 994:AZ 995:GE 996:KG 998:UZ";

// Countries by the digits of a prefix. A prefix of n digits stands behind all shorter ones.
class PrefixTable {
 public:
  PrefixTable() {
    for (std::string_view rest = kUnitedStates; !rest.empty();) Set(1, Take(&rest), "US");
    for (std::string_view rest = kCanada; !rest.empty();) Set(1, Take(&rest), "CA");
    for (std::string_view rest = kOthers; !rest.empty();) {
      const std::string_view entry = Take(&rest);
      const std::size_t colon = entry.find(':');
      Set(0, entry.substr(0, colon), entry.substr(colon + 1));
    }
  }

  // `number` is that of `length` digits.
  std::string_view Find(std::size_t number, int length) const {
    const auto& country = countries_[number + kFirst[length]];
    return country[0] == 0 ? std::string_view() : std::string_view(country.data(), 2);
  }

  static constexpr int kMaxLength = 4;

 private:
  static constexpr std::size_t kFirst[] = {0, 0, 10, 110, 1110};

  static std::string_view Take(std::string_view* rest) {
    const std::string_view item = rest->substr(0, rest->find(' '));
    rest->remove_prefix(std::min(rest->size(), item.size() + 1));
    return item;
  }

  // `lead` is a digit before the others, or 0 for none: no prefix starts with 0.
  void Set(std::size_t lead, std::string_view digits, std::string_view country) {
    std::size_t number = lead;
    for (const char c : digits) number = number * 10 + static_cast<std::size_t>(c - '0');
    const std::size_t length = digits.size() + (lead == 0 ? 0 : 1);
    countries_[number + kFirst[length]] = {country[0], country[1]};
  }

  std::array<std::array<char, 2>, 11110> countries_{};
};

}  // namespace

std::string_view PhoneCountry(std::string_view number) {
  static const PrefixTable table;
  std::size_t prefix = 0;
  int length = 0;
  for (std::size_t at = 0; at < number.size() && length < PrefixTable::kMaxLength;) {
    const char32_t c = DecodeNext(number, &at);
    if (!text::IsDecimalDigit(c)) continue;
    prefix = prefix * 10 + static_cast<std::size_t>(u_charDigitValue(static_cast<UChar32>(c)));
    if (const std::string_view country = table.Find(prefix, ++length); !country.empty())
      return country;
  }
  return {};
}

}  // namespace evenhand::functions
