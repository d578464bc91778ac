import Testing
import Zhijian

/// Kinds of Han text: names and postal addresses.
struct PlaceAndNameDetectionTests {
  static let names: [DetectionRow] = [
    .init("收件人：王小明", "name=王小明"), .init("收货人王明，", "name=王明"), .init("我叫李四", "name=李四"), .init("姓名:欧阳娜娜", "name=欧阳娜娜"),
    .init("名字是张伟", "name=张伟"), .init("联系人 陈建国 电话", "name=陈建国"), .init("户名：刘洋", "name=刘洋"),
    .init("我叫王小明今年30", "name=王小明"),
    .init("姓名：王明电话13812345678", "name=王明", "phone=13812345678"), .init("收件人：（赵六）", "name=赵六"),
    .init("姓名王芳的身份证", "name=王芳"),
    .init("收件人不变地址变下"), .init("姓名和电话"), .init("收货人电话搞错了"), .init("收件人：李女士"), .init("我叫了快递"), .init("姓名方便提供吗"),
    .init("联系人高兴地说"), .init("姓名：王**"), .init("[姓名x]"), .init("王小明来了"), .init("联系人，何时发货"), .init("商品名字：安徽茶"),
    .init("收件人姓名任何都行"), .init("姓名和密码"), .init("用户名和密码"), .init("姓名都写错了"), .init("联系人查找"), .init("姓名：查良", "name=查良"),
  ]

  static let addresses: [DetectionRow] = [
    .init("广东省深圳市南山区科技园南路15号", "address=广东省深圳市南山区科技园南路15号"),
    .init("北京市朝阳区建国路5号3栋", "address=北京市朝阳区建国路5号3栋"),
    .init("改到公司，上海市徐汇区漕溪路88号，谢谢", "address=上海市徐汇区漕溪路88号"),
    .init("我要改收货地址，寄到成都市武侯区人民南路9号", "address=成都市武侯区人民南路9号"),
    .init("地址改成杭州市西湖区文三路100号", "address=杭州市西湖区文三路100号"),
    .init("西湖区文三路100号3幢2单元402室", "address=西湖区文三路100号3幢2单元402室"),
    .init("浙江省 杭州市 西湖区 文三路 100号", "address=浙江省 杭州市 西湖区 文三路 100号"),
    .init("江苏省苏州市昆山市花桥镇绿地大道1555弄8号", "address=江苏省苏州市昆山市花桥镇绿地大道1555弄8号"),
    .init("广东深圳南山区粤海街道科苑路10栋A座1801", "address=广东深圳南山区粤海街道科苑路10栋A座1801"),
    .init("内蒙古自治区呼和浩特市新城区中山东路12号", "address=内蒙古自治区呼和浩特市新城区中山东路12号"),
    .init("河南省周口市沈丘县老城镇李庄村", "address=河南省周口市沈丘县老城镇李庄村"),
    .init("湖南省长沙市岳麓区梅溪湖街道金茂梅溪湖小区12栋1单元1203室", "address=湖南省长沙市岳麓区梅溪湖街道金茂梅溪湖小区12栋1单元1203室"),
    .init("四川省凉山彝族自治州西昌市航天大道３０号", "address=四川省凉山彝族自治州西昌市航天大道３０号"),
    .init("收货地址：天津市和平区南京路189号津汇广场2座1801室", "address=天津市和平区南京路189号津汇广场2座1801室"),
    .init("北京市朝阳区"), .init("广东省深圳市"), .init("我在北京"), .init("南京路"), .init("3栋2单元502室"), .init("5月3号发货"),
    .init("北京市朝阳区11月3号发货"), .init("这个市区的小区道路"), .init("地铁3号线"), .init("我知道路上有超市"), .init("广东省深圳市***"),
    .init("区别在于市场路线"), .init("靠近新华街,步行街,文化街"), .init("离解放路和中山路都很近只走几分钟路"),
    .init("上海市静安区南京西路1266弄3号", "address=上海市静安区南京西路1266弄3号"), .init("北京市东城区南锣鼓巷15号", "address=北京市东城区南锣鼓巷15号"),
    .init("浙江省义乌市稠城街道", "address=浙江省义乌市稠城街道"),
  ]

  static let pasted: [DetectionRow] = [
    .init("上海市徐汇区漕溪路88号 王明 13812345678", "address=上海市徐汇区漕溪路88号", "name=王明", "phone=13812345678"),
    .init("王小明，13812345678，广东省深圳市南山区科技园南路15号", "name=王小明", "phone=13812345678", "address=广东省深圳市南山区科技园南路15号"),
    .init("王小明 13812345678", "name=王小明", "phone=13812345678"),
    .init("上海市徐汇区漕溪路88号 安装 13812345678", "address=上海市徐汇区漕溪路88号", "phone=13812345678"),
  ]

  @Test(arguments: names + addresses + pasted)
  func findsOnly(row: DetectionRow) {
    #expect(row.found(PersonalDataKind.personal) == row.expected)
  }
}
