import Zhijian
